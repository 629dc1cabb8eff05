import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// The queue: what waits, claiming the next application, and acts on several at once.
struct QueueRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff", use: queue)
    router.post("/staff/next", use: next)
    router.post("/staff/bulk", use: bulk)
  }

  private func queue(_ request: Request, _ context: PortalContext) async throws -> Response {
    // Everybody with a staff account is sent here after signing in.
    if let start = StaffMenu.start(of: try context.account().role) { return .see(start) }
    let staff = try context.reviewer()
    let query = try request.query
    func field(_ name: String) -> String? { query[name].isEmpty ? nil : query[name] }
    let policy = desk.store.policy
    // Without a filter: the applications that wait for this person.
    let own = [ApplicationState.submitted, .sitePassed].filter {
      policy.level(reviewing: $0).map(staff.mayAct) ?? false
    }
    let wish = field("state") ?? "mine"
    var filter = ConsoleFilter()
    switch wish {
    case "mine": filter.states = Set(own)
    case "all": filter.states = []
    default: filter.states = ApplicationState(rawValue: wish).map { [$0] } ?? Set(own)
    }
    if wish == "incomplete" {
      filter.complete = false
    } else if wish != "all" {
      // Who looks for work finds only what can be worked on.
      filter.complete = true
    }
    filter.site = field("site")
    filter.category = field("category")
    filter.number = field("number")
    filter.heldBy = query["mine"] == "1" ? staff.name : nil
    filter.overdueOnly = query["overdue"] == "1"
    filter.appealsOnly = query["appeals"] == "1"
    // An appeal is against a rejection, which waits for nobody's review.
    if filter.appealsOnly { filter.states = [] }
    filter.order = field("order").flatMap { QueueOrder(rawValue: $0) } ?? .since
    filter.after = field("after").map(RegistrationNumber.init(rawValue:))
    let asked = filter
    let (entries, numbers) = try await desk.store.ask {
      (try $0.console(asked, for: staff.name), try $0.consoleNumbers(for: staff.name))
    }
    // Exam sites have no part in the office's backups.
    let backups = staff.role == .site ? [] : try await desk.backupWarnings()
    let page = QueuePage(
      entries: entries, numbers: numbers, filter: filter, wish: wish, own: own, staff: staff,
      policy: policy, language: context.language, backups: backups)
    return desk.pages.response(page, request, context)
  }

  /// Claims the next application and redirects to it.
  private func next(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    _ = try await Form(request, context, desk)
    do {
      if let status = try await desk.store.ask({ try $0.claimNext(as: staff.name) }) {
        return .see(Address.application(status.registration))
      }
      if let number = try await desk.store.ask({ try $0.nextSecondLook(for: staff.name) }) {
        return .see(Address.secondLook(number))
      }
      try await desk.tell(
        News(kind: .plain, text: Bilingual("Nothing is waiting for you just now.", "目前没有等待您审核的材料。")), to: context)
    } catch let refusal as Refusal {
      try await desk.tell(News(kind: .plain, text: refusal.explanation), to: context)
    }
    return .see("/staff")
  }

  /// Acts on several applications, each on its own.
  private func bulk(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    let items = form.all("item").compactMap { item -> (version: Int, number: RegistrationNumber)? in
      let parts = item.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let version = Int(parts[0]) else { return nil }
      return (version, RegistrationNumber(String(parts[1])))
    }
    guard !items.isEmpty, let act = BulkAct(form) else {
      try await desk.tell(News(kind: .bad, text: Bilingual("Select applications first.", "请先勾选材料。")), to: context)
      return .see("/staff")
    }
    let results = try await desk.store.ask { store in
      items.map { item -> BulkPage.Result in
        do {
          try act.perform(on: item.number, as: staff.name, version: item.version, in: store)
          return .init(number: item.number, version: item.version, problem: nil)
        } catch {
          // It may be tried again from the result, as it is now.
          let version = (try? store.status(of: item.number).version) ?? item.version
          return .init(number: item.number, version: version, problem: Problem(error))
        }
      }
    }
    let page = BulkPage(act: act, results: results, policy: desk.store.policy, language: context.language)
    return desk.pages.response(page, request, context)
  }
}

extension Desk {
  /// Claims the next application for a member of staff and returns its number; nil when nothing waits, or nothing is
  /// handed out to them today, which they are told.
  func claimNext(for staff: Staff, _ context: PortalContext) async throws -> RegistrationNumber? {
    do {
      return try await store.ask { try $0.claimNext(as: staff.name) }?.registration
    } catch let refusal as Refusal {
      try await tell(News(kind: .plain, text: refusal.explanation), to: context)
      return nil
    }
  }
}
