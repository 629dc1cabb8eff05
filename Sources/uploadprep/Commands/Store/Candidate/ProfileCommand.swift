import ArgumentParser
import ImageKit
import ReviewStore

/// `uploadprep profile`
struct ProfileCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: words("Shows or changes personal details.", "查看或完善个人信息。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @Option(help: help("The mobile number.", "手机号码。", value: "number")) var mobile: String?
  @Option(help: help("The address.", "联系地址。")) var address: String?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let profile = try store.setProfile(of: registration, mobile: mobile, address: address)
    try console.tell(
      profile.json(of: registration),
      people: [profile.maskedMobile, profile.address].map { $0.map(Printable.name) ?? "–" }.joined(separator: "  "))
    return .done
  }
}
