import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Statistics, notices, the policy.
struct OverviewRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/statistics", use: statistics)
    router.get("/staff/statistics/:table", use: statisticsTable)
    router.get("/staff/notices", use: notices)
    router.post("/staff/notices/revive", use: revive)
    router.get("/staff/policy", use: policy)
  }

  private func statistics(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let period = try StatisticsPeriod(of: request, now: desk.clock())
    let numbers = try await desk.store.ask { try $0.reviewNumbers(for: staff.name, in: period) }
    let page = StatisticsPage(numbers: numbers, language: context.language)
    return desk.pages.response(page, request, context)
  }

  /// One of the page's tables as a file.
  private func statisticsTable(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let period = try StatisticsPeriod(of: request, now: desk.clock())
    let numbers = try await desk.store.ask { try $0.reviewNumbers(for: staff.name, in: period) }
    return try desk.table(among: StatisticsTable.all(numbers), as: "statistics", context)
  }

  private func notices(_ request: Request, _ context: PortalContext) async throws -> Response {
    _ = try context.administrator(.notices, or: .region)
    let (latest, counts, withoutMobile) = try await desk.store.ask { store -> ([Notice], [Notice.State: Int], Int) in
      var latest: [Notice] = []
      var counts: [Notice.State: Int] = [:]
      var withoutMobile = 0
      try store.eachNotice { notice in
        counts[notice.state, default: 0] += 1
        if notice.state == .queued, notice.maskedMobile == nil { withoutMobile += 1 }
        latest.append(notice)
        if latest.count > 400 { latest.removeFirst(200) }
      }
      return (latest.suffix(200).reversed(), counts, withoutMobile)
    }
    let page = NoticesPage(
      latest: latest, counts: counts, withoutMobile: withoutMobile, language: context.language)
    return desk.pages.response(page, request, context)
  }

  /// Queues dead notices for another round of attempts.
  private func revive(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.administrator(.notices)
    _ = try await Form(request, context, desk)
    let count = try await desk.store.ask { try $0.reviveNotices(by: staff.name) }
    try await desk.tell(
      News(
        kind: .good,
        text: count == 1
          ? Bilingual("1 notice will be tried again.", "1 条通知将重新发送。")
          : Bilingual("\(count) notices will be tried again.", "\(count) 条通知将重新发送。")), to: context)
    return .see("/staff/notices")
  }

  private func policy(_ request: Request, _ context: PortalContext) async throws -> Response {
    _ = try context.reviewer()
    let page = PolicyPage(policy: desk.store.policy, region: desk.store.regionName, language: context.language)
    return desk.pages.response(page, request, context)
  }
}
