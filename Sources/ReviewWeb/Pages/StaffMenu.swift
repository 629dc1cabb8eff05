import ImageKit
import ReviewStore
import Wording

/// The sections of the staff pages.
enum StaffMenu {
  /// One section in the menu.
  struct Entry {
    let href: String
    let name: String
    /// Whether it is the page being shown.
    let isHere: Bool
  }

  private static let sections: [(path: String, name: Bilingual, roles: Set<Role>)] = [
    ("/staff", Bilingual("Queue", "审核队列"), [.site, .region, .admin]),
    ("/staff/publish", Bilingual("Publish", "公布结果"), [.site, .region, .admin]),
    ("/staff/deadlines", Bilingual("Deadlines", "处理期限"), [.site, .region, .admin]),
    ("/staff/registrations", Bilingual("Registrations", "报名名单"), [.site, .region, .admin]),
    ("/staff/statistics", Bilingual("Statistics", "统计"), [.site, .region, .admin]),
    ("/staff/notices", Bilingual("Notices", "短信通知"), [.region, .admin]),
    ("/staff/looks", Bilingual("Second looks", "二次审核"), [.site, .region, .admin]),
    ("/staff/load", Bilingual("Workload", "工作量"), [.region, .admin]),
    ("/staff/conflicts", Bilingual("Conflicts", "回避"), [.site, .region, .admin]),
    ("/staff/policy", Bilingual("Policy", "考区规则"), [.site, .region, .admin]),
    ("/staff/people", Bilingual("Staff", "工作人员"), [.admin]),
  ]

  /// The sections that a member of staff may open. That of the notices is there only where the policy sends some.
  static func entries(at path: String, _ staff: Staff?, _ language: Language, sendsNotices: Bool) -> [Entry] {
    guard let staff else { return [] }
    let shown = sections.filter { $0.roles.contains(staff.role) && (sendsNotices || $0.path != "/staff/notices") }
    return shown.map { section in
      Entry(href: section.path, name: section.name.text(in: language), isHere: section.path == path)
    }
  }
}

extension Application.State {
  /// The style's name for it.
  var tone: String {
    switch self {
    case .sitePassed, .regionPassed, .passed: "good"
    case .returned: "act"
    case .rejected, .failed: "bad"
    case .filling, .submitted, .payment, .preparing: ""
    }
  }
}
