import ArgumentParser
import ReviewStore

extension Role: ExpressibleByArgument {}

/// `uploadprep staff add`
struct StaffAdd: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: words("Adds a member of staff.", "添加工作人员。"))
  @Argument(help: help("The name they act under.", "名称。")) var name: String
  @Option(help: help("What they may do.", "角色。")) var role: Role
  @Option(help: help("The exam site of a site reviewer.", "考点审核人员所属的考点。")) var site: String?
  @Option(help: help("The workplace of a clerk.", "经办人的工作单位。")) var organisation: String?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.addStaff(name, role: role, site: site, organisation: organisation)
    let code = role == .clerk ? try store.clerk(StaffName(name)) : nil
    try console.tell(
      [
        "name": .string(name), "role": .string(role.rawValue), "site": .optional(site),
        "organisation": .optional(organisation), "clerkCode": .optional(code?.clerkCode),
      ],
      people: [name, console.text(role.name), site, organisation, code?.clerkCodeForPeople].compactMap {
        $0.map(Printable.name)
      }.joined(separator: "  "))
    return .done
  }
}
