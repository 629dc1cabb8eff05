import ArgumentParser
import ImageKit
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
    let card = CardNumber(whole)
    try console.tell(
      [
        "registration": .string(registration.rawValue), "idNumber": .string(whole),
        "card": card?.json(in: console.language) ?? .null,
      ],
      people: Printable.name(whole) + (card.map { "\n" + console.text($0.inside) } ?? ""))
    return .done
  }
}
