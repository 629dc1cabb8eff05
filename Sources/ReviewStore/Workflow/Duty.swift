/// How much work a member of staff is handed out today.
struct Duty: Sendable, Hashable {
  /// How many applications they decide a day at most by "next"; nil for any number.
  let cap: Int?
  /// How many they have decided today.
  let decidedToday: Int
  /// The last day of their absence, if they are absent today, as `2024-01-26`.
  let absentUntil: String?

  /// Checks that they get another application.
  ///
  /// - Throws: ``Refusal`` `closed` for somebody who is absent, `full` when the cap is reached.
  func check() throws(Refusal) {
    if let absentUntil {
      throw Refusal(
        .closed,
        "You are entered as absent until \(absentUntil), so nothing is handed out to you. An admin can change that.",
        "您已登记缺勤（至 \(absentUntil)），暂不分配材料；如有误，请联系管理员。")
    }
    if let cap, decidedToday >= cap {
      throw Refusal(
        .full,
        "You have decided \(decidedToday) today, of \(cap) that are handed out to you a day. There are more tomorrow.",
        "您今日已审核 \(decidedToday) 份，达到每日上限（\(cap) 份），今日不再分配。")
    }
  }
}

/// Days on which a member of staff is absent, both included, as `2024-01-26`.
public struct Absence: Sendable, Hashable {
  /// The member of staff.
  public let staff: StaffName
  /// The first day.
  public let firstDay: String
  /// The last day.
  public let lastDay: String
}
