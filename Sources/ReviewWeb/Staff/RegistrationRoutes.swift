import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Registrations: finding one, making a one-time code, importing a table.
struct RegistrationRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/registrations", use: find)
    router.post("/staff/registrations/code", use: makeCode)
    router.post("/staff/registrations/import", use: importTable)
  }

  private func find(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let number = try request.query["number"]
    var page = page(staff, context)
    page.searched = number
    guard !number.isEmpty else { return desk.pages.response(page, request, context) }
    do {
      page.record = try await desk.record(try await desk.store.ask { try $0.number(typed: number) }, for: staff)
      return desk.pages.response(page, request, context)
    } catch let refusal as Refusal {
      page.mistakes = [FieldMistake("number", refusal.explanation)]
      return try desk.refused(refusal, page, request, context)
    }
  }

  /// The code is only in the response to the form, so that no address, log or history contains it.
  private func makeCode(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    let number = form["number"]
    let record = try await desk.record(RegistrationNumber(number), for: staff)
    let (code, until) = try await desk.store.ask { try $0.makeCode(for: record.number, by: staff.name) }
    var page = page(staff, context)
    page.searched = number
    page.record = record
    page.code = .init(text: code, until: until)
    return desk.pages.response(page, request, context)
  }

  private func importTable(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer(.admin)
    var limits = UploadForm.Limits()
    limits.files = 1
    let form = try await UploadForm(request, folder: desk.uploads.folder, limits: limits) { fields in
      try desk.authentication.forgery.check(fields["token"], request, context)
    }
    var page = page(staff, context)
    do {
      guard let file = form.files.first else {
        throw ProblemError(.unprocessableContent, "no-file", "Choose a table first.", "请先选择名单文件。")
      }
      let count = try await desk.store.ask {
        try $0.importRegistrations(csv: try file.spool.bytes(), by: staff.name)
      }
      let news = News(
        kind: .good,
        text: Bilingual("\(count) registration\(count == 1 ? " was" : "s were") imported.", "已导入 \(count) 条报名信息。"))
      return desk.pages.response(Page(page, news: [news]), request, context)
    } catch {
      let problem = Problem(error)
      page.mistakes = [FieldMistake("table", problem.words, details: problem.reasons.map(\.message))]
      return try desk.refused(error, page, request, context)
    }
  }

  private func page(_ staff: Staff, _ context: PortalContext) -> RegistrationsPage {
    RegistrationsPage(language: context.language, mayImport: staff.role == .admin)
  }
}

extension Desk {
  /// A registration, for staff of its site and for staff who belong to no site.
  func record(_ number: RegistrationNumber, for staff: Staff) async throws -> RegistrationRecord {
    let record = try await store.ask { try $0.registration(number) }
    guard staff.role != .site || record.site == staff.site else {
      throw Refusal.anotherSite
    }
    return record
  }
}
