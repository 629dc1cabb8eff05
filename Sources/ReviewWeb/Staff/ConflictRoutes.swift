import Hummingbird
import ReviewStore
import Wording

/// Conflicts of interest: everybody declares their own, admins those of all, and withdraw them.
struct ConflictRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/conflicts", use: show)
    router.post("/staff/conflicts", use: declare)
    router.post("/staff/conflicts/withdraw", use: withdraw)
  }

  private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
    var page = try await page(context)
    page.typed.number = try request.query["number"]
    return desk.pages.response(page, request, context)
  }

  private func page(_ context: PortalContext) async throws -> ConflictsPage {
    let staff = try context.administrator(.conflicts, or: .site, .region)
    let (conflicts, everybody) = try await desk.store.ask { store in
      (try store.conflicts(for: staff.name), staff.mayAdminister(.conflicts) ? try store.staff() : [])
    }
    return ConflictsPage(conflicts: conflicts, everybody: everybody, staff: staff, language: context.language)
  }

  private func declare(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.administrator(.conflicts, or: .site, .region)
    let form = try await Form(request, context, desk)
    let person = form["staff"].isEmpty ? staff.name : StaffName(form["staff"])
    do {
      try await desk.store.ask { store in
        try store.declareConflict(
          of: person, with: store.number(typed: form["number"]), isOwn: form["own"] == "1", reason: form["reason"],
          by: staff.name)
      }
      try await desk.tell(
        News(
          kind: .good,
          text: Bilingual("Declared. The application is kept away from \(person).", "已登记，\(person) 不再接触该考生的材料。")),
        to: context)
      return .see("/staff/conflicts")
    } catch let error as any DescribedError {
      var page = try await page(context)
      page.typed = (form["number"], form["reason"], form["own"] == "1", person)
      page.mistakes = [FieldMistake(Self.field(of: error), error.explanation)]
      return try desk.refused(error, page, request, context)
    }
  }

  /// The field of the form with which something is wrong.
  private static func field(of error: any DescribedError) -> String {
    switch error as? InputError {
    case .badNumber, nil: "conflict-number"
    default: "conflict-reason"
    }
  }

  private func withdraw(_ request: Request, _ context: PortalContext) async throws -> Response {
    let admin = try context.administrator(.conflicts)
    let form = try await Form(request, context, desk)
    let (person, number) = (StaffName(form["staff"]), RegistrationNumber(form["number"]))
    do {
      try await desk.store.ask { try $0.withdrawConflict(of: person, with: number, by: admin.name) }
      try await desk.tell(News(kind: .good, text: Bilingual("Withdrawn.", "已撤销。")), to: context)
    } catch let refusal as Refusal {
      try await desk.tell(News(kind: .bad, text: refusal.explanation), to: context)
    }
    return .see("/staff/conflicts")
  }
}
