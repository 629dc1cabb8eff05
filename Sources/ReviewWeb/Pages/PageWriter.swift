import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore

/// One page's own part, before the frame that all pages share.
struct Page {
  /// What stands in the window's title.
  var title: Bilingual
  /// The template's name.
  var template: String
  /// What the template shows.
  var values: [String: Any]
  /// What the server answers with.
  var status = HTTPResponse.Status.ok
  /// What is told at the top, besides what the visit has in store.
  var news: [News] = []
}

/// Puts pages into their frame: head, account, sections, news.
struct PageWriter: Sendable {
  let templates: Templates
  let assets: Assets
  let sessions: SessionStore
  let forgery: ForgeryGuard
  let policy: Policy
  let region: String

  /// What stands for a visit's own words in pages that are prepared for every visit of somebody's.
  let holes = PreparedPage.Holes()

  /// The answer that carries a page.
  func response(_ page: Page, _ request: Request, _ context: PortalContext) -> Response {
    let news = page.news + (context.session == nil ? [] : sessions.takeNews(of: context.visit))
    let token = forgery.token(of: context.visit)
    return .html(text(of: page, news, token: token, key: Secret.token(), request, context), page.status)
  }

  /// A page for every visit of whoever is signed in, with nothing of this visit's in it.
  func prepared(_ page: Page, _ request: Request, _ context: PortalContext) -> PreparedPage {
    PreparedPage(text(of: page, [], token: holes.token, key: holes.key, request, context), holes: holes)
  }

  /// The answer that carries a prepared page to a visit.
  func response(_ page: PreparedPage, _ context: PortalContext) -> Response {
    page.response(token: forgery.token(of: context.visit), key: Secret.token())
  }

  private func text(
    of page: Page, _ news: [News], token: String, key: String, _ request: Request, _ context: PortalContext
  ) -> String {
    let language = context.language
    var values = page.values
    values["token"] = token
    values["showing"] = key
    let content = templates.render(page.template, values, in: language)
    var frame: [String: Any] = [
      "title": page.title.text(in: language), "content": content, "stylesheet": assets.stylesheet,
      "script": assets.script, "icon": assets.icon, "exam": policy.exam.text(in: language), "region": region,
      "token": token, "path": request.uri.path.percentEncoded, "home": "/", "look": "public",
      "news": news.map { $0.values(in: language) },
    ]
    switch context.session?.visitor {
    case .candidate(let registration):
      frame["who"] = registration
      frame["look"] = "candidate"
    case .staff(let name):
      frame["who"] = name
      frame["look"] = "staff"
      frame["isStaff"] = true
      frame["home"] = "/staff"
      frame["menu"] = ["entries": StaffMenu.entries(at: request.uri.path, context.staff, language)]
    case nil: break
    }
    return templates.render("layout", frame, in: language)
  }
}

extension News {
  func values(in language: Language) -> [String: Any] {
    [
      "kind": kind.rawValue, "text": text.text(in: language), "hasDetails": !details.isEmpty,
      "details": details.map { $0.text(in: language) },
    ]
  }
}

extension String {
  /// Fit for a path's segment or a query's value (RFC 3986: unreserved characters stay).
  var percentEncoded: String {
    var text = ""
    for byte in utf8 {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F: text.unicodeScalars.append(.init(byte))
      default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }
}

extension Response {
  /// A page.
  static func html(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: .init(string: text)))
  }

  /// Go and look there (303, so that reloading does not send a form again).
  static func see(_ path: String) -> Response { Response(status: .seeOther, headers: [.location: path]) }
}
