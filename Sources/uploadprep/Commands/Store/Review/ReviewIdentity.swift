import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep review identity`
struct ReviewIdentity: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "identity",
    abstract: words(
      "Shows the whole identity number to whoever holds the claim; it is logged.", "向领取人显示完整证件号码（有记录）。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @OptionGroup var person: StaffOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let whole = try store.showIdentityNumber(of: registration, as: person.name)
    try console.tell(
      ["registration": .string(registration.rawValue), "idNumber": .string(whole)], people: Printable.name(whole))
    return .done
  }
}
