import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// A reviewer's act, named in a path by pages and programs.
struct ReviewAct: Sendable {
  /// Its name.
  var name: String
  /// Words for the candidate, for acts that have some.
  var note = ""
  /// The material of which another picture is asked for, for `return`; nil for what has been asked for before.
  var material: MaterialID?
  /// The stage to set, for `stage`.
  var stage: ApplicationState?
  /// The places that the reviewer has looked at, as `material/position`; for `accept-all`.
  var seen: [String] = []
  /// The time to react that is set, as it was typed; for `extend`.
  var until = ""
  /// The version that the reviewer saw.
  var version: Int?

  /// The names of acts on a whole application.
  static let onApplications = [
    "claim", "release", "pass", "return", "reject", "withdraw", "reopen", "stage", "extend", "uphold", "grant",
    "accept-all",
  ]
  /// The names of those that decide on an application, after which a candidate's pictures are locked or other ones are
  /// asked for.
  static let decisions: Set = ["pass", "return", "reject"]
  /// The names of acts on one picture.
  static let onPictures = ["accept", "want"]

  /// Does it to an application. Returns a sentence that says what was done.
  func perform(on number: RegistrationNumber, as staff: StaffName, in store: ReviewStore) throws -> Bilingual {
    switch name {
    case "claim":
      try store.claim(number, as: staff, version: version)
      return Bilingual("\(number) is yours.", "已领取 \(number)。")
    case "release":
      try store.release(number, as: staff, version: version)
      return Bilingual("\(number) is back in the queue.", "\(number) 已归还队列。")
    case "pass":
      try store.pass(number, as: staff, version: version)
      return Bilingual("\(number) has passed.", "\(number) 审核通过。")
    case "return":
      try store.giveBack(number, note: note, wanting: material, as: staff, version: version)
      return Bilingual("\(number) was returned to the candidate.", "\(number) 已退回考生。")
    case "reject":
      try store.reject(number, note: note, as: staff, version: version)
      return Bilingual("\(number) was rejected.", "\(number) 已拒绝。")
    case "withdraw":
      try store.withdraw(number, as: staff, version: version)
      return Bilingual("The return was taken back.", "已撤销退回。")
    case "reopen":
      try store.reopen(number, as: staff, version: version)
      return Bilingual("The review is open again.", "已重新打开审核。")
    case "stage":
      guard let stage else { throw HTTPError(.badRequest) }
      try store.setStage(stage, of: number, as: staff, version: version)
      return Bilingual("Now: \(stage.name.english).", "当前阶段：\(stage.name.chinese)。")
    case "accept-all":
      try store.acceptAll(of: number, seen: seen.compactMap(Place.init(typed:)), as: staff, version: version)
      return Bilingual("All that were left are accepted.", "其余图片已全部通过。")
    case "uphold":
      try store.decideAppeal(of: number, .upheld, note: note, as: staff, version: version)
      return Bilingual("The rejection stands; the candidate is told.", "已维持审核拒绝，并告知考生。")
    case "grant":
      try store.decideAppeal(of: number, .granted, note: note, as: staff, version: version)
      return Bilingual("The rejection was taken back; it waits for review again.", "已撤销审核拒绝，重新等待审核。")
    case "extend":
      let until = try Moment(untilTyped: until)
      try store.extend(number, until: until, reason: note, as: staff, version: version)
      return Bilingual("The candidate has until \(until.forPeople).", "处理期限已延长至 \(until.forPeople)。")
    default: throw HTTPError(.notFound)
    }
  }

  /// Whether the application is where a decision of this name leads, so that it was not refused.
  func hasDecided(_ number: RegistrationNumber, in store: ReviewStore) throws -> Bool {
    let state = try store.status(of: number).state
    return switch name {
    case "pass": state == .sitePassed || state == .regionPassed
    case "return": state == .returned
    case "reject": state == .rejected
    default: false
    }
  }

  /// Does it to one picture. Returns a sentence that says what was done.
  func perform(on place: Place, of number: RegistrationNumber, as staff: StaffName, in store: ReviewStore) throws
    -> Bilingual
  {
    switch name {
    case "accept":
      try store.accept(place, of: number, as: staff, version: version)
      return Bilingual("Accepted.", "已通过此图片。")
    case "want":
      try store.want(place, of: number, note: note, as: staff, version: version)
      return Bilingual("Noted; the candidate reads it with the return.", "已标记，退回后考生可见。")
    default: throw HTTPError(.notFound)
    }
  }
}

extension Moment {
  /// A deadline that somebody typed.
  ///
  /// - Throws: `bad-time`.
  init(untilTyped text: String) throws(ProblemError) {
    guard let moment = Moment(typed: text) else {
      throw ProblemError(
        .unprocessableContent, "bad-time", "Write the time as 2024-01-26 18:00, or choose it.",
        "时间格式有误，请选择时间，或按 2024-01-26 18:00 填写。")
    }
    self = moment
  }
}
