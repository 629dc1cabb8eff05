import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Tables
import Wording

/// Registrations: the list and its export, one registration, making a one-time code, importing a table.
struct RegistrationRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/registrations", use: find)
    router.post("/staff/registrations/export", use: export)
    router.post("/staff/registrations/codes", use: makeCodes)
    router.get("/staff/registrations/import", use: askForTable)
    router.get("/staff/registrations/template", use: template)
    router.post("/staff/registrations/import/confirm", use: confirm)
    router.post("/staff/registrations/code", use: makeCode)
    router.post("/staff/registrations/import", use: importTable)
  }

  /// The list, or the registration of a number.
  private func find(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let query = try request.query
    guard query["number"].isEmpty else { return try await show(query["number"], to: staff, request, context) }
    let filter = try RosterFilter(query)
    let roster = try await desk.store.ask { try $0.roster(filter, for: staff.name) }
    let page = RosterListPage(
      roster: roster, filter: filter, staff: staff, sendsNotices: desk.store.policy.notices != nil,
      language: context.language)
    return desk.pages.response(page, request, context)
  }

  private func show(
    _ number: String, to staff: Staff, _ request: Request, _ context: PortalContext
  ) async throws -> Response {
    var page = RegistrationPage(
      language: context.language, number: number, codeHours: desk.store.policy.codeHours)
    do {
      page.record = try await desk.record(try await desk.store.ask { try $0.number(typed: number) }, for: staff)
      return desk.pages.response(page, request, context)
    } catch let refusal as Refusal {
      let news = [News(kind: .bad, text: refusal.explanation)]
      return desk.pages.response(Page(page, status: Problem(refusal).status, news: news), request, context)
    }
  }

  private func export(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    return try await desk.export(form, for: staff, in: context.language)
  }

  /// The code is only in the response to the form, so that no address, log or history contains it.
  private func makeCode(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    let number = form["number"]
    let record = try await desk.record(RegistrationNumber(number), for: staff)
    let (code, until) = try await desk.store.ask { try $0.makeCode(for: record.number, by: staff.name) }
    var page = RegistrationPage(
      language: context.language, number: number, codeHours: desk.store.policy.codeHours)
    page.record = record
    page.code = .init(text: code, until: until)
    return desk.pages.response(page, request, context)
  }

  /// Codes for everybody under a filter: as slips, as a table, or by SMS. They are only in the response to the form.
  private func makeCodes(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    let filter = try RosterFilter(form)
    let (isTable, isSending) = (form["as"] == "csv", form["as"] == "sms")
    let batch = try await desk.store.ask { try $0.makeCodes(filter, sending: isSending, by: staff.name) }
    guard !isTable else {
      return try Response.table(batch.table(in: context.language), as: "codes-\(desk.clock().date)")
    }
    let page = SlipsPage(
      batch: batch, exam: desk.store.policy.exam, region: desk.store.regionName, language: context.language)
    return desk.pages.response(page, request, context)
  }

  private func askForTable(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.administrator(.registrations)
    let backups = staff.role == .system ? try await desk.backupWarnings() : []
    return desk.pages.response(ImportPage(language: context.language, backups: backups), request, context)
  }

  private func template(_ request: Request, _ context: PortalContext) async throws -> Response {
    _ = try context.administrator(.registrations)
    return try await desk.template(try request.query)
  }

  /// Shows what a table would do, and keeps it until somebody confirms it.
  private func importTable(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.administrator(.registrations)
    var limits = UploadForm.Limits()
    limits.files = 1
    let form = try await UploadForm(request, folder: desk.uploads.folder, limits: limits) { fields in
      try desk.authentication.forgery.check(fields["token"], request, context)
    }
    var view = ImportPage(language: context.language)
    guard let file = form.files.first else {
      let news = [News(kind: .bad, text: Bilingual("Choose a table first.", "请先选择名单文件。"))]
      return desk.pages.response(Page(view, status: .unprocessableContent, news: news), request, context)
    }
    let preview = try await desk.store.ask {
      try $0.previewImport(try file.spool.bytes(), updating: true, by: staff.name)
    }
    desk.pendingTables.keep(file.spool, for: context.visit, at: desk.clock())
    view.preview = preview
    return desk.pages.response(
      Page(view, status: preview.wrongLines == 0 ? .ok : .unprocessableContent), request, context)
  }

  /// Imports the table that this session has previewed.
  private func confirm(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.administrator(.registrations)
    let form = try await Form(request, context, desk)
    let mark = form["mark"]
    var page = Page(ImportPage(language: context.language))
    do {
      guard let spool = desk.pendingTables.take(for: context.visit, at: desk.clock()) else {
        throw ProblemError(
          .conflict, "no-file", "The table is no longer here. Choose it again.", "名单文件已过期，请重新选择。")
      }
      let count = try await desk.store.ask {
        try $0.importRegistrations(csv: try spool.bytes(), updating: true, seen: mark, by: staff.name)
      }
      page.news = [
        News(
          kind: .good,
          text: Bilingual(
            "\(count) registration\(count == 1 ? " was" : "s were") imported or changed.", "已导入或更新 \(count) 条报名信息。"))
      ]
    } catch {
      let problem = Problem(error)
      guard problem.status.code < 500 else { throw error }
      page.news = [News(kind: .bad, text: problem.words, details: problem.reasons.map(\.message))]
      page.status = problem.status
    }
    return desk.pages.response(page, request, context)
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

  /// An empty table to fill in, in the `format` that an address names.
  func template(_ query: Form) async throws -> Response {
    let format = try TableFormat(asked: query)
    let bytes = try await store.ask { _ in try ReviewStore.importTemplate(format) }
    return .download(bytes, as: "registrations", format)
  }

  /// The list as a file, under the filter and in the `format` that a form or an address names.
  func export(_ form: Form, for staff: Staff, in language: Language) async throws -> Response {
    let filter = try RosterFilter(form)
    let format = try TableFormat(asked: form)
    let folder = uploads.folder.path
    let spool = try await store.ask { store in
      let spool = try SpoolFile(in: folder, limit: 1 << 30)
      try store.exportRoster(filter, as: format, in: language, by: staff.name) { bytes in
        try bytes.withUnsafeBytes { try spool.append($0) }
      }
      return spool
    }
    return .download(
      spool, as: "registrations-\(clock().date).\(format.rawValue)", type: format.mediaType, pool: store.pool)
  }
}

extension Response {
  /// A small table as a CSV file.
  static func table(_ rows: [[String]], as name: String) throws -> Response {
    var bytes: [UInt8] = []
    let writer = try TableWriter(.csv, sheet: "") { bytes += $0 }
    for row in rows { try writer.add(row) }
    try writer.finish()
    return .download(bytes, as: name, .csv)
  }

  /// A table as a file to be kept.
  ///
  /// - Parameter name: the file's name without its extension, in ASCII.
  fileprivate static func download(_ table: [UInt8], as name: String, _ format: TableFormat) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: format.mediaType,
        .contentDisposition: "attachment; filename=\"\(name).\(format.rawValue)\"",
      ], body: .init(byteBuffer: .init(bytes: table)))
  }
}

extension TableFormat {
  /// The `format` of a form or an address.
  init(asked form: Form) throws {
    guard let format = TableFormat(rawValue: form["format"]) else {
      let known = TableFormat.allCases.map(\.rawValue)
      throw ProblemError(
        .badRequest, "bad-request", "`format` is one of: \(known.joined(separator: ", ")).",
        "`format` 应为以下之一：\(known.joined(separator: "、"))。")
    }
    self = format
  }
}
