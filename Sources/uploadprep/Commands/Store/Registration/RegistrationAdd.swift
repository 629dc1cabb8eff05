import ArgumentParser
import ImageKit
import ReviewStore

extension Applicant.Identity: ExpressibleByArgument {}

/// `uploadprep registration add`
struct RegistrationAdd: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: words("Enters one registration.", "录入一名考生。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: String
  @Option(help: help("The person's name.", "姓名。")) var name: String
  @Option(help: help("The category, such as 临床执业医师.", "报考类别，如临床执业医师。")) var category: String
  @Option(help: help("The exam site.", "考点。")) var site: String
  @Option(help: help("The identity document's number.", "证件号码。", value: "number")) var idNumber: String?
  @Option(help: help("The identity document's kind.", "证件类型。", value: "kind"))
  var identity = Applicant.Identity.domestic
  @Flag(help: help("A returning candidate.", "老考生。")) var returning = false
  @Flag(help: help("Has passed the practical test before.", "此前已通过实践技能考试。")) var practicalPassed = false
  @Option(help: help("The mobile number.", "手机号码。")) var mobile: String?
  @Option(help: help("The address.", "联系地址。")) var address: String?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.addRegistration(
      NewRegistration(
        number: registration, name: name, category: category, site: site, idNumber: idNumber, identity: identity,
        returning: returning, practicalPassed: practicalPassed, mobile: mobile, address: address))
    let record = try store.registration(RegistrationNumber(registration))
    try console.tell(record.json, people: record.line(in: console.language))
    return .done
  }
}
