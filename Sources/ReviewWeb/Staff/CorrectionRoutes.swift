import Hummingbird
import ReviewStore
import Wording

/// Correcting a registration's data.
struct CorrectionRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/registrations/:number/correct", use: show)
    router.post("/staff/registrations/:number/correct", use: correct)
  }

  private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
    desk.pages.response(try await page(context), request, context)
  }

  private func correct(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    let record = try await desk.record(try context.number(), for: staff)
    let correction = Correction(form)
    do {
      let status = try await desk.store.ask {
        try $0.correct(record.number, correction, as: staff.name, version: form.number("version"))
      }
      try await desk.tell(
        News(
          kind: .good,
          text: status.state == .returned && record.state != .returned
            ? Bilingual(
              "Corrected. More pictures are required now, so the application went back to the candidate.",
              "已更正。更正后材料不完整，已退回考生补充。")
            : Bilingual("Corrected; the candidate is told which fields.", "已更正，考生会看到更正了哪些项目。")), to: context)
      return .see(Address.correction(record.number))
    } catch {
      let problem = Problem(error)
      guard problem.status.code < 500, problem.status != .forbidden else { throw error }
      var page = try await page(context)
      page.typed = form
      page.mistakes = Self.field(of: error).map { [FieldMistake($0.rawValue, problem.words)] } ?? []
      return try desk.refused(error, page, request, context)
    }
  }

  /// The field with which something is wrong; nil when it is none.
  private static func field(of error: any Error) -> RegistrationField? {
    switch error as? InputError {
    case .badMobile: .mobile
    case .missing(let what), .badText(let what), .tooLong(let what, _):
      RegistrationField.allCases.first { $0.label.english == what.english }
    default: nil
    }
  }

  private func page(_ context: PortalContext) async throws -> CorrectionPage {
    let record = try await desk.record(try context.number(), for: try context.reviewer())
    return CorrectionPage(record: record, language: context.language)
  }
}

extension Correction {
  /// What a form corrects. An empty field stays as it is: neither the identity number nor the mobile number is on the
  /// page.
  init(_ form: Form) {
    self.init()
    func text(_ name: String) -> String? { form[name].isEmpty ? nil : form[name] }
    func flag(_ name: String) -> Bool? { form[name].isEmpty ? nil : form[name] == "yes" }
    name = text("name")
    category = text("category")
    idNumber = text("idNumber")
    identity = Applicant.Identity(rawValue: form["identity"])
    mobile = text("mobile")
    returning = flag("returning")
    practicalPassed = flag("practicalPassed")
  }
}
