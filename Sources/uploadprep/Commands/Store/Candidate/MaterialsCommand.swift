import ArgumentParser
import ReviewStore

/// `uploadprep materials`
struct MaterialsCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "materials", abstract: words("Lists a candidate's materials and pictures.", "列出考生的材料和图片。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @Option(
    name: .customLong("as"),
    help: help(
      "Who looks: staff see a reviewer's words before the candidate does.", "以工作人员身份查看，可看到尚未退回的审核意见。",
      value: "staff"))
  var staff: StaffName?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let materials =
      if let staff { try store.materials(of: registration, as: staff) } else {
        try store.materials(of: registration, for: .office)
      }
    for material in materials {
      try console.tell(
        material.json(in: console.language),
        people: material.lines(in: console.language, marksRequired: store.policy.list.marksRequired))
    }
    return .done
  }
}
