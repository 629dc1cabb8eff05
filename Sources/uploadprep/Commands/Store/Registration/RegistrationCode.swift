import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep registration code`
struct RegistrationCode: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: words("Makes a one-time code for signing in to the portal.", "生成考生登录网页的一次性验证码。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let (code, expiresAt) = try store.makeCode(for: registration)
    try console.tell(
      ["registration": .string(registration.rawValue), "code": .string(code), "expiresAt": .time(expiresAt)],
      people: console.text(
        Bilingual("\(code)  (once, until \(expiresAt.forPeople))", "\(code)（一次有效，\(expiresAt.forPeople) 前使用）")))
    return .done
  }
}
