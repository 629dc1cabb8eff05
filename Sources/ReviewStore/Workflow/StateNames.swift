import ImageKit
import Wording

extension Application.State {
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

extension Application.VisibleResult {
  /// The result's name for people.
  public var name: Bilingual {
    switch self {
    case .sitePassed: Application.State.sitePassed.name
    case .regionPassed: Application.State.regionPassed.name
    case .returned: Application.State.returned.name
    case .rejected: Application.State.rejected.name
    }
  }
}

extension PictureState {
  /// The state's name for people.
  public var name: Bilingual {
    switch self {
    case .unlocked: Bilingual("unlocked", "未锁定")
    case .locked: Bilingual("🔒 locked", "🔒 已锁定")
    case .accepted: Bilingual("✓ accepted", "✓ 已通过")
    case .wanted: Bilingual("✗ another is wanted", "✗ 需更换或补充")
    }
  }
}

extension Level {
  /// The level's name for people.
  public var name: Bilingual {
    switch self {
    case .site: Bilingual("site review", "考点审核")
    case .region: Bilingual("region review", "考区复审")
    }
  }
}
