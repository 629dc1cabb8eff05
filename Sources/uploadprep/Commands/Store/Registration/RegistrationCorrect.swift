import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep registration correct`
struct RegistrationCorrect: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: words("Corrects the data of a registration; the candidate is told.", "更正报名信息，并告知考生。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @Option(help: help("The person's name.", "姓名。")) var name: String?
  @Option(help: help("The category, such as 临床执业医师.", "报考类别，如临床执业医师。")) var category: String?
  @Option(help: help("The identity document's number.", "证件号码。", value: "number")) var idNumber: String?
  @Option(help: help("The identity document's kind.", "证件类型。", value: "kind")) var identity: Applicant.Identity?
  @Option(help: help("The mobile number.", "手机号码。")) var mobile: String?
  @Flag(inversion: .prefixedNo, help: help("A returning candidate.", "老考生。")) var returning: Bool?
  @Flag(inversion: .prefixedNo, help: help("Has passed the practical test before.", "此前已通过实践技能考试。"))
  var practicalPassed: Bool?
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    var correction = Correction()
    (correction.name, correction.category, correction.idNumber) = (name, category, idNumber)
    (correction.identity, correction.mobile) = (identity, mobile)
    (correction.returning, correction.practicalPassed) = (returning, practicalPassed)
    let status = try store.correct(registration, correction, as: act.staff, version: act.version)
    try console.tell(status.json, people: status.line(in: console.language))
    return .done
  }
}
