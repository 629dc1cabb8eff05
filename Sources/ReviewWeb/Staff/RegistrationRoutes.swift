import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Who is registered: finding one, handing out a one-time code, importing a table.
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
    let number = request.query["number"]
    guard !number.isEmpty else { return desk.pages.response(page(staff, context), request, context) }
    do {
      let record = try await desk.record(RegistrationNumber(number), for: staff)
      return desk.pages.response(page(staff, context, number, record), request, context)
    } catch let refusal as Refusal {
      var page = page(staff, context, number)
      page.news = [News(kind: .bad, text: refusal.explanation)]
      page.status = Problem(refusal).status
      return desk.pages.response(page, request, context)
    }
  }

  /// The code is only in the response to the form, so that no address, log or history contains it.
  private func makeCode(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    let number = form["number"]
    let record = try await desk.record(RegistrationNumber(number), for: staff)
    let (code, until) = try await desk.store.ask { try $0.makeCode(for: record.number, by: staff.name) }
    let page = page(staff, context, number, record, code: (code, until))
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
      page.news = [
        News(
          kind: .good,
          text: Bilingual("\(count) registration\(count == 1 ? " was" : "s were") imported.", "已导入 \(count) 条报名信息。"))
      ]
    } catch {
      let problem = Problem(error)
      guard problem.status.code < 500 else { throw error }
      page.news = [News(kind: .bad, text: problem.words, details: problem.reasons.map(\.message))]
      page.status = problem.status
    }
    return desk.pages.response(page, request, context)
  }

  /// What the office should know of a one-time code that somebody guessed at.
  private static func warning(of code: OneTimeCode?) -> Bilingual? {
    guard let code, code.wrongGuesses > 0 else { return nil }
    let count = code.wrongGuesses
    return code.isVoid
      ? Bilingual(
        "The one-time code is void: \(count) wrong codes were tried. Make a new one once you have seen the person.",
        "验证码已失效：输错 \(count) 次。核验本人身份后可重新生成。")
      : Bilingual(
        "\(count) wrong code\(count == 1 ? " was" : "s were") tried by somebody who knew the last six characters.",
        "有人已知证件号码后六位，输错验证码 \(count) 次。")
  }

  private func page(
    _ staff: Staff, _ context: PortalContext, _ searched: String = "", _ record: RegistrationRecord? = nil,
    code: (text: String, until: Moment)? = nil
  ) -> Page {
    let language = context.language
    var values: [String: Any] = [
      "searched": searched, "found": false, "mayImport": staff.role == .admin, "code": shown(code?.text),
      "until": shown(code?.until.forPeople),
    ]
    if let record {
      values["found"] = [
        "number": record.number.rawValue, "name": record.name ?? "–", "category": record.category, "site": record.site,
        "idNumber": record.maskedIDNumber ?? "–", "mobile": record.maskedMobile ?? "–",
        "state": record.state.name.text(in: language),
        "codeWarning": shown(Self.warning(of: record.code)?.text(in: language)),
        "activated": (record.activated ? Bilingual("yes", "是") : Bilingual("not yet", "否")).text(in: language),
      ]
    }
    return Page(title: Bilingual("Registrations", "报名名单"), template: "registrations", values: values)
  }
}

extension Desk {
  /// A registration, for a member of staff whose site it is or who has none.
  func record(_ number: RegistrationNumber, for staff: Staff) async throws -> RegistrationRecord {
    let record = try await store.ask { try $0.registration(number) }
    guard staff.role != .site || record.site == staff.site else {
      throw Refusal.anotherSite
    }
    return record
  }
}
