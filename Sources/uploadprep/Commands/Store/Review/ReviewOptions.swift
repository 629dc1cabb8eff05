import ArgumentParser
import ReviewStore

/// The member of staff who acts.
struct StaffOptions: ParsableArguments {
  @Option(name: .customLong("as"), help: help("Who acts: a member of staff.", "操作人：工作人员名称。", value: "staff"))
  var name: StaffName
}

/// The member of staff who acts, and the version of the application they saw.
struct ActOptions: ParsableArguments {
  @OptionGroup var person: StaffOptions
  @OptionGroup var seen: VersionOption

  /// The name of the member of staff.
  var staff: StaffName { person.name }
  /// The version they saw.
  var version: Int? { seen.version }
}

/// The reviewer's note to the candidate.
struct NoteOptions: ParsableArguments {
  @Option(help: help("What the candidate is to read.", "给考生的审核意见。", value: "text")) var note: String?
  @Option(help: help("One of the policy's canned reasons, by its id.", "规则中的常用理由编号。", value: "id"))
  var reason: String?

  func validate() throws {
    guard note != nil || reason != nil else {
      throw usage("Say why, with --note or --reason.", "请用 --note 或 --reason 说明审核意见。")
    }
    guard note == nil || reason == nil else {
      throw usage("Give either --note or --reason, not both.", "--note 与 --reason 只能选一个。")
    }
  }

  /// The note as typed, or the policy's canned reason.
  func words(in store: ReviewStore) throws -> String { try note ?? store.cannedReason(reason ?? "") }
}
