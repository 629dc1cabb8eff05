import Hummingbird
import ReviewStore
import Wording

/// Second looks: the list, the blind review, and how far reviewers agree.
struct SecondLookRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/looks", use: list)
    router.get("/staff/looks/:number", use: look)
    router.post("/staff/looks/:number", use: give)
    router.get("/staff/agreement", use: agreement)
    router.get("/staff/agreement/:table", use: agreementTable)
  }

  private func list(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let entries = try await desk.store.ask { try $0.secondLooks(for: staff.name) }
    let page = SecondLooksPage(entries: entries, staff: staff, language: context.language)
    return desk.pages.response(page, request, context)
  }

  private func look(_ request: Request, _ context: PortalContext) async throws -> Response {
    desk.pages.response(try await page(context), request, context)
  }

  private func page(_ context: PortalContext) async throws -> SecondLookPage {
    let staff = try context.reviewer()
    let number = try context.number()
    let view = try await desk.store.ask { try $0.secondLookView(of: number, as: staff.name) }
    return SecondLookPage(view: view, policy: desk.store.policy, language: context.language)
  }

  private func give(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try context.number()
    let form = try await Form(request, context, desk)
    let materials = desk.store.policy.materials.map(\.id)
    let passes = form["act"] == "pass"
    do {
      try await desk.store.ask { store in
        let faults = try (passes ? [] : materials).compactMap { material -> SecondLook.Fault? in
          let note = form["note-\(material)"]
          return note.isEmpty ? nil : try store.fault(of: material, reason: nil, note: note)
        }
        guard passes || !faults.isEmpty else {
          // Who may not give it learns that first.
          _ = try store.secondLookView(of: number, as: staff.name)
          throw ProblemError(
            .unprocessableContent, "empty", "Say at one material at least what is wrong, or pass it.",
            "请至少注明一项材料的问题，或选择通过。")
        }
        try store.giveSecondLook(number, faults: faults, as: staff.name, version: form.number("version"))
      }
    } catch let error where error is ProblemError || error is InputError {
      var page = try await page(context)
      page.typed = form
      return try desk.refused(error, page, request, context)
    }
    try await desk.tell(
      News(kind: .good, text: Bilingual("Thank you. Your verdict is kept.", "已记录您的二次审核结论。")), to: context)
    let next = try await desk.store.ask { try $0.nextSecondLook(for: staff.name) }
    return .see(next.map(Address.secondLook) ?? "/staff/looks")
  }

  // MARK: Agreement

  private func agreement(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer(.region, .admin)
    let numbers = try await desk.store.ask { try $0.agreement(for: staff.name) }
    let page = AgreementPage(numbers: numbers, policy: desk.store.policy, language: context.language)
    return desk.pages.response(page, request, context)
  }

  /// One of the page's tables as a file.
  private func agreementTable(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer(.region, .admin)
    let numbers = try await desk.store.ask { try $0.agreement(for: staff.name) }
    return try desk.table(
      among: StatisticsTable.agreement(numbers, under: desk.store.policy), as: "agreement", context)
  }
}
