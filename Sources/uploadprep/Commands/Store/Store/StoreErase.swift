import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep store erase`
struct StoreErase: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: words(
      "Removes a registration's personal data and pictures for good.", "永久清除一名考生的个人信息和图片。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @OptionGroup var person: StaffOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.erase(registration, as: person.name)
    try console.tell(
      ["registration": .string(registration.rawValue), "erased": true],
      people: console.text(Bilingual("\(registration) has been erased.", "\(registration) 的个人信息和图片已清除。")))
    return .done
  }
}
