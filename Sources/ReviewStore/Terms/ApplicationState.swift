import Wording

/// The state of an application, as staff see it.
public enum ApplicationState: String, Sendable, Hashable, CaseIterable {
  /// The candidate is uploading (填报).
  case filling
  /// Submitted; the first level reviews it (上报完成).
  case submitted
  /// The exam site has passed it; the region reviews it (考点通过).
  case sitePassed
  /// The last level has passed it (审核通过).
  case regionPassed
  /// A reviewer has returned it for changes (退回).
  case returned
  /// The candidate does not qualify; nothing is unlocked (审核拒绝).
  case rejected
  /// The candidate must pay (缴费).
  case payment
  /// Before the examination (备考).
  case preparing
  /// The examination is passed (通过).
  case passed
  /// The examination is not passed (未通过).
  case failed
}

extension ApplicationState {
  /// The stages that may follow the last level's pass, in order.
  public static let stages: [ApplicationState] = [.payment, .preparing, .passed, .failed]

  /// The state's name for people.
  public var name: Bilingual {
    switch self {
    case .filling: Bilingual("being filled in", "填报")
    case .submitted: Bilingual("submitted", "上报完成")
    case .sitePassed: Bilingual("passed by the site", "考点通过")
    case .regionPassed: Bilingual("passed by the region", "审核通过")
    case .returned: Bilingual("returned", "退回")
    case .rejected: Bilingual("rejected", "审核拒绝")
    case .payment: Bilingual("waiting for payment", "缴费")
    case .preparing: Bilingual("preparing for the examination", "备考")
    case .passed: Bilingual("passed", "通过")
    case .failed: Bilingual("not passed", "未通过")
    }
  }
}
