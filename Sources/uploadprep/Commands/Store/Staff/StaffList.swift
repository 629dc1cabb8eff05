import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep staff list`
struct StaffList: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: words("Lists staff.", "列出工作人员。"))
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    for staff in try store.staff() {
      let disabled = staff.disabled ? console.text(Bilingual("disabled", "已停用")) : nil
      let factor = staff.hasSecondFactor ? console.text(Bilingual("second factor", "双因素认证")) : nil
      let parts = [
        staff.name.rawValue, console.text(staff.role.name), staff.site, staff.organisation, staff.clerkCodeForPeople,
        factor, disabled,
      ].compactMap(\.self)
      try console.tell(
        staff.json, people: parts.filter { !$0.isEmpty }.map { Printable.name($0) }.joined(separator: "  "))
    }
    return .done
  }
}
