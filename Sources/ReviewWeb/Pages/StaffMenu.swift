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

  private static let everyReviewer: Set<Role> = [.site, .region, .admin]

  /// Each section, with who has it by role, or by what they administer.
  private static let sections: [(path: String, name: Bilingual, roles: Set<Role>, act: Administration?)] = [
    ("/staff", Bilingual("Queue", "审核队列"), everyReviewer, nil),
    ("/staff/publish", Bilingual("Publish", "公布结果"), everyReviewer, nil),
    ("/staff/deadlines", Bilingual("Deadlines", "处理期限"), everyReviewer, nil),
    ("/staff/registrations", Bilingual("Registrations", "报名名单"), everyReviewer, nil),
    // An admin comes to these two from the list of registrations.
    ("/staff/registrations/import", Bilingual("Import", "导入名单"), [.system], nil),
    ("/staff/lists", Bilingual("Sites and categories", "考点与类别"), [.system], nil),
    ("/staff/statistics", Bilingual("Statistics", "统计"), everyReviewer, nil),
    ("/staff/notices", Bilingual("Notices", "短信通知"), [.region], .notices),
    ("/staff/looks", Bilingual("Second looks", "二次审核"), everyReviewer, nil),
    ("/staff/load", Bilingual("Workload", "工作量"), [.region], .duties),
    ("/staff/conflicts", Bilingual("Conflicts", "回避"), everyReviewer, .conflicts),
    ("/staff/policy", Bilingual("Policy", "考区规则"), everyReviewer, nil),
    ("/staff/people", Bilingual("Staff", "工作人员"), [], .accounts),
    ("/staff/audit", Bilingual("Log", "操作日志"), [], .log),
  ]

  /// Where somebody goes after signing in, if it is not the queue: an administrator's first section.
  static func start(of role: Role) -> String? {
    switch role {
    case .clerk: Hand.clerkBase
    case .system: "/staff/registrations/import"
    case .security: "/staff/people"
    case .audit: "/staff/audit"
    case .site, .region, .admin: nil
    }
  }

  /// The sections that a member of staff may open. That of the notices is there only where the policy sends some.
  static func entries(at path: String, _ staff: Staff?, _ language: Language, sendsNotices: Bool) -> [Entry] {
    guard let staff else { return [] }
    let own = sections.filter { $0.roles.contains(staff.role) || $0.act.map(staff.mayAdminister) ?? false }
    let shown = own.filter { sendsNotices || $0.path != "/staff/notices" }
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
