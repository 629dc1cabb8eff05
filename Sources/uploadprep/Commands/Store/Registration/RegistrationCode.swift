import ArgumentParser
import ImageKit
import ReviewStore
import Tables
import Wording

/// `uploadprep registration code`
struct RegistrationCode: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: words("Makes one-time codes for signing in to the portal.", "生成考生登录网页的一次性验证码。"),
    discussion: words(
      "One candidate's code is printed. With --all or --site, every candidate who has no password yet gets one, in a table "
        + "(--csv) or by SMS (--sms); a registration without an identity number gets none and is named.",
      "指定报名号时直接显示验证码。使用 --all 或 --site 时，为所有尚未设置密码的考生生成验证码，写入表格（--csv）或通过短信发送（--sms）；"
        + "未登记证件号码的考生不生成，并逐一列出。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber?
  @Flag(help: help("Codes for everybody.", "为全部考生生成。")) var all = false
  @Option(help: help("Codes for everybody of an exam site.", "为某一考点的全部考生生成。")) var site: String?
  @Option(
    help: help(
      "Where the codes of several candidates go; \"-\" is standard output.", "多名考生的验证码写入此文件，“-”表示标准输出。",
      value: "file.csv"))
  var csv: Path?
  @Flag(help: help("Sends each code by SMS, through the outbox of notices.", "通过短信通知发送给考生。")) var sms = false
  @Flag(help: help("Replaces the file.", "替换已有的文件。")) var force = false
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let isBulk = all || site != nil
    guard isBulk != (registration != nil), !(all && site != nil) else {
      throw usage(
        "Name one registration, or give --all or --site.", "请指定一个报名号，或使用 --all 或 --site。")
    }
    guard isBulk == ((csv != nil) != sms), isBulk || csv == nil else {
      throw usage(
        "With --all or --site, say where the codes go: --csv FILE or --sms.",
        "使用 --all 或 --site 时，请用 --csv 或 --sms 指明验证码的去向。")
    }
  }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    guard let registration else { return try several(store, console) }
    let (code, expiresAt) = try store.makeCode(for: registration)
    try console.tell(
      ["registration": .string(registration.rawValue), "code": .string(code), "expiresAt": .time(expiresAt)],
      people: console.text(
        Bilingual("\(code)  (once, until \(expiresAt.forPeople))", "\(code)（一次有效，\(expiresAt.forPeople) 前使用）")))
    return .done
  }

  private func several(_ store: ReviewStore, _ console: Console) throws -> ExitStatus {
    var filter = RosterFilter()
    filter.site = site
    // The file is opened first: a code that could not be written would be lost.
    let file = try csv.map { try TableFile($0, replacing: force) }
    let batch = try store.makeCodes(filter, sending: sms)
    if let file {
      let writer = try TableWriter(.csv, sheet: "", to: file.write)
      for row in batch.table(in: console.language) { try writer.add(row) }
      try writer.finish()
      try file.commit()
    }
    for (number, reason) in batch.refused {
      console.report(Failure(.failed, code: reason.code, reason.message, input: number.rawValue))
    }
    let status: ExitStatus = batch.refused.isEmpty ? .done : .failed
    guard csv != .standardStream else { return status }
    try console.tell(
      [
        "output": .optional(csv?.text), "codes": .integer(batch.slips.count), "sent": .integer(batch.sent),
        "refused": .integer(batch.refused.count), "signedIn": .integer(batch.signedIn),
        "expiresAt": .time(batch.expiresAt),
      ],
      people: console.text(
        Bilingual(
          "Codes: \(batch.slips.count), by SMS: \(batch.sent), refused: \(batch.refused.count), with a password already: "
            + "\(batch.signedIn); until \(batch.expiresAt.forPeople).",
          "生成验证码 \(batch.slips.count) 个，短信发送 \(batch.sent) 个，未生成 \(batch.refused.count) 个，已设密码 \(batch.signedIn) 人；"
            + "\(batch.expiresAt.forPeople) 前有效。")))
    return status
  }
}
