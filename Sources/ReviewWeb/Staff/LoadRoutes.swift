import Hummingbird
import ReviewStore
import Wording

/// How much everybody works, with the caps of the day and the absences that admins set.
struct LoadRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/load", use: show)
    router.post("/staff/load/cap", use: setCap)
    router.post("/staff/load/absence", use: enterAbsence)
    router.post("/staff/load/present", use: removeAbsence)
  }

  private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.administrator(.duties, or: .region)
    let loads = try await desk.store.ask { try $0.loads(for: staff.name) }
    return desk.pages.response(LoadPage(loads: loads, viewer: staff, language: context.language), request, context)
  }

  private func setCap(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await change(request, context) { store, form, name, admin in
      let typed = form["cap"]
      guard typed.isEmpty || Int(typed) != nil else {
        throw ProblemError(
          .unprocessableContent, "bad-request", "The cap of the day is a whole number, or empty.", "每日上限应为整数，或留空。")
      }
      try store.setDailyCap(Int(typed), of: name, by: admin)
    }
  }

  private func enterAbsence(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await change(request, context) { store, form, name, admin in
      try store.enterAbsence(
        of: name, from: Moment(dayTyped: form["from"]), to: Moment(dayTyped: form["to"]), by: admin)
    }
  }

  private func removeAbsence(_ request: Request, _ context: PortalContext) async throws -> Response {
    try await change(request, context) { store, form, name, admin in
      try store.removeAbsence(of: name, from: Moment(dayTyped: form["from"]), by: admin)
    }
  }

  private func change(
    _ request: Request, _ context: PortalContext,
    _ act: @escaping @Sendable (ReviewStore, Form, StaffName, StaffName) throws -> Void
  ) async throws -> Response {
    let admin = try context.administrator(.duties)
    let form = try await Form(request, context, desk)
    let name = StaffName(form["name"])
    do {
      try await desk.store.ask { try act($0, form, name, admin.name) }
      try await desk.tell(News(kind: .good, text: Bilingual("Done: \(name).", "操作成功：\(name)。")), to: context)
    } catch {
      let problem = Problem(error)
      guard problem.status.code < 500 else { throw error }
      try await desk.tell(News(kind: .bad, text: problem.words), to: context)
    }
    return .see("/staff/load")
  }
}

extension Moment {
  /// A day that somebody typed or chose, such as `2024-01-26`.
  ///
  /// - Throws: `bad-time`.
  init(dayTyped text: String) throws(ProblemError) {
    guard let moment = Moment(date: text) else {
      throw ProblemError(
        .unprocessableContent, "bad-time", "Write the day as 2024-01-26, or choose it.",
        "日期格式有误，请选择日期，或按 2024-01-26 填写。")
    }
    self = moment
  }
}
