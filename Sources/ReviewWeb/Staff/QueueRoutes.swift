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
    filter.order = field("order").flatMap { QueueOrder(rawValue: $0) } ?? .since
    filter.after = field("after").map(RegistrationNumber.init(rawValue:))
    let asked = filter
    let (entries, numbers) = try await desk.store.ask {
      (try $0.console(asked, for: staff.name), try $0.consoleNumbers(for: staff.name))
    }
    let page = QueuePage(
      entries: entries, numbers: numbers, filter: filter, wish: wish, own: own, staff: staff,
      reasons: policy.reasons, language: context.language)
    return desk.pages.response(page, request, context)
  }

  /// Claims the application that has waited longest among those that are complete and that nobody holds, and redirects
  /// to it. Only applications that are handed in by themselves can be incomplete.
  private func next(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    _ = try await Form(request, context, desk)
    let number = try await desk.store.ask { store -> RegistrationNumber? in
      var last: RegistrationNumber?
      while true {
        let entries = try store.queue(for: staff.name, after: last)
        for entry in entries where entry.claimedBy == nil && entry.complete {
          do {
            try store.claim(entry.registration, as: staff.name)
            return entry.registration
          } catch is Refusal {
            continue  // Somebody else claimed it meanwhile.
          }
        }
        guard let end = entries.last?.registration else { return nil }
        last = end
      }
    }
    guard let number else {
      desk.tell(
        News(kind: .plain, text: Bilingual("Nothing is waiting for you just now.", "目前没有等待您审核的材料。")), to: context)
      return .see("/staff")
    }
    return .see(Address.application(number))
  }

  /// Passes or returns several applications, each on its own.
  private func bulk(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    let items = form.all("item").compactMap { item -> (version: Int, number: RegistrationNumber)? in
      let parts = item.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let version = Int(parts[0]) else { return nil }
      return (version, RegistrationNumber(String(parts[1])))
    }
    let note = form["note"]
    let isReturn = form["act"] == "return"
    guard !items.isEmpty, isReturn || form["act"] == "pass" else {
      desk.tell(News(kind: .bad, text: Bilingual("Select applications first.", "请先勾选材料。")), to: context)
      return .see("/staff")
    }
    let results = try await desk.store.ask { store in
      items.map { item -> BulkPage.Result in
        do {
          if isReturn {
            try store.giveBack(item.number, note: note, as: staff.name, version: item.version)
          } else {
            try store.pass(item.number, as: staff.name, version: item.version)
          }
          return .init(number: item.number, problem: nil)
        } catch {
          return .init(number: item.number, problem: Problem(error))
        }
      }
    }
    let name = isReturn ? Bilingual("Return of several", "批量退回") : Bilingual("Pass of several", "批量通过")
    return desk.pages.response(
      BulkPage(title: name, results: results, language: context.language), request, context)
  }
}
