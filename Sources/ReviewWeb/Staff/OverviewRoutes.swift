import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Pages for an overview: statistics, notices, the policy.
struct OverviewRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/statistics", use: statistics)
    router.get("/staff/notices", use: notices)
    router.post("/staff/notices/revive", use: revive)
    router.get("/staff/policy", use: policy)
  }

  private func statistics(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let (numbers, days) = try await desk.store.ask {
      (try $0.consoleNumbers(for: staff.name), try $0.dayNumbers(14, for: staff.name))
    }
    let page = StatisticsPage(numbers: numbers, days: days, language: context.language)
    return desk.pages.response(page.page, request, context)
  }

  private func notices(_ request: Request, _ context: PortalContext) async throws -> Response {
    _ = try context.reviewer(.region, .admin)
    let (latest, counts) = try await desk.store.ask { store -> ([Notice], [Notice.State: Int]) in
      var latest: [Notice] = []
      var counts: [Notice.State: Int] = [:]
      try store.eachNotice { notice in
        counts[notice.state, default: 0] += 1
        latest.append(notice)
        if latest.count > 400 { latest.removeFirst(200) }
      }
      return (latest.suffix(200).reversed(), counts)
    }
    let language = context.language
    let rows = latest.map { notice -> [String: Any] in
      [
        "id": notice.id, "number": notice.registration.rawValue,
        "mobile": notice.maskedMobile ?? Bilingual("none given", "未填写").text(in: language), "text": notice.text,
        "state": notice.state.name.text(in: language), "tone": notice.state.tone, "time": notice.createdAt.forPeople,
        "problem": shown(notice.problem.map { NoticeProblem.words($0).text(in: language) }),
      ]
    }
    let page = Page(
      title: Bilingual("Notices", "短信通知"), template: "notices",
      values: [
        "rows": rows, "dead": counts[.dead].map { $0 as Any } ?? false,
        "counts": Notice.State.allCases.compactMap { state -> [String: Any]? in
          guard let count = counts[state] else { return nil }
          return ["name": state.name.text(in: language), "tone": state.tone, "count": count]
        },
      ])
    return desk.pages.response(page, request, context)
  }

  /// Queues dead notices for another round of attempts.
  private func revive(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer(.region, .admin)
    _ = try await Form(request, context, desk)
    let count = try await desk.store.ask { try $0.reviveNotices(by: staff.name) }
    desk.authentication.sessions.tell(
      News(
        kind: .good,
        text: count == 1
          ? Bilingual("1 notice will be tried again.", "1 条通知将重新发送。")
          : Bilingual("\(count) notices will be tried again.", "\(count) 条通知将重新发送。")), to: context.visit)
    return .see("/staff/notices")
  }

  private func policy(_ request: Request, _ context: PortalContext) async throws -> Response {
    _ = try context.reviewer()
    let page = PolicyPage(policy: desk.store.policy, region: desk.store.regionName, language: context.language)
    return desk.pages.response(page.page, request, context)
  }
}

extension Notice.State {
  /// The style's name for it.
  fileprivate var tone: String {
    switch self {
    case .sent: "good"
    case .dead: "bad"
    case .sending: "act"
    case .queued, .cancelled: ""
    }
  }
}
