import Hummingbird
import ReviewStore
import Wording

/// The times to react to returns: the list, more time for all, and more time to upload for one candidate.
struct DeadlineRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/deadlines", use: show)
    router.post("/staff/deadlines", use: extendAll)
    router.post("/staff/deadlines/one", use: extendOne)
  }

  private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
    desk.pages.response(try await page(request, context), request, context)
  }

  private func page(_ request: Request, _ context: PortalContext) async throws -> DeadlinesPage {
    let staff = try context.reviewer()
    let query = try request.query
    var filter = ConsoleFilter()
    filter.states = [.returned]
    filter.overdueOnly = query["overdue"] == "1"
    filter.after = query["after"].isEmpty ? nil : RegistrationNumber(query["after"])
    filter.limit = 200
    let asked = filter
    let entries = try await desk.store.ask { try $0.console(asked, for: staff.name) }
    return DeadlinesPage(
      entries: entries, mayExtendUploads: staff.role != .site, isOverdueOnly: asked.overdueOnly, limit: asked.limit,
      policy: desk.store.policy,
      language: context.language)
  }

  /// More time to react or to upload for one candidate, whose application staff need not see yet.
  private func extendOne(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    do {
      let until = try Moment(untilTyped: form["until"])
      let number = try await desk.store.ask { store in
        let number = try store.number(typed: form["number"])
        try store.extend(number, until: until, reason: form["note"], as: staff.name)
        return number
      }
      try await desk.tell(
        News(
          kind: .good,
          text: Bilingual("\(number) has until \(until.forPeople).", "\(number) 的期限已延长至 \(until.forPeople)。")),
        to: context)
    } catch {
      var page = try await page(request, context)
      page.typedForOne = form
      if error is ProblemError { page.mistakes = [FieldMistake("until-one", Problem(error).words)] }
      if error is InputError { page.mistakes = [FieldMistake("reason-one", Problem(error).words)] }
      if error is Refusal { page.mistakes = [FieldMistake("number-one", Problem(error).words)] }
      return try desk.refused(error, page, request, context)
    }
    return .see("/staff/deadlines")
  }

  private func extendAll(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    do {
      let until = try Moment(untilTyped: form["until"])
      let count = try await desk.store.ask {
        try $0.extendAll(until: until, reason: form["note"], as: staff.name).count
      }
      try await desk.tell(
        News(
          kind: .good,
          text: Bilingual(
            "\(count) candidate\(count == 1 ? " has" : "s have") until \(until.forPeople).",
            "已将 \(count) 名考生的处理期限延长至 \(until.forPeople)。")), to: context)
    } catch {
      var page = try await page(request, context)
      page.typed = form
      if error is ProblemError { page.mistakes = [FieldMistake("until-all", Problem(error).words)] }
      if error is InputError { page.mistakes = [FieldMistake("reason-all", Problem(error).words)] }
      return try desk.refused(error, page, request, context)
    }
    return .see("/staff/deadlines")
  }
}
