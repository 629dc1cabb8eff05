import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// One page's own part, before the frame that all pages share.
struct Page {
  /// What makes the page's content.
  enum Content {
    /// A template, by name, and what it shows.
    case template(String, [String: Any])
    /// Markup, around what the page's forms carry.
    case html((PageKeys) -> HTML)
  }

  /// What stands in the window's title.
  var title: Bilingual
  /// What the page shows.
  var content: Content
  /// What the server answers with.
  var status = HTTPResponse.Status.ok
  /// News shown at the top, besides those that wait in the session.
  var news: [News] = []

  /// A page that a template makes.
  init(
    title: Bilingual, template: String, values: [String: Any], status: HTTPResponse.Status = .ok, news: [News] = []
  ) {
    self.title = title
    content = .template(template, values)
    self.status = status
    self.news = news
  }

  /// A page of markup.
  init(title: Bilingual, html: @escaping (PageKeys) -> HTML) {
    self.title = title
    content = .html(html)
  }
}

/// What the forms of one showing of a page carry.
struct PageKeys {
  /// The session's anti-forgery token.
  let token: String
  /// A key unique to this rendering of the page, so that a form sent twice is done once.
  let showing: String
}

/// Puts pages into their frame.
struct PageWriter: Sendable {
  private let templates: Templates
  let assets = Assets()
  private let sessions: SessionStore
  private let forgery: ForgeryGuard
  private let policy: Policy
  private let region: Bilingual
  /// What upload pages tell everybody, in each language.
  private let english, chinese: PolicyWords

  /// - Parameters:
  ///   - sessions: who is signed in, and the news that wait for them.
  ///   - forgery: makes the mark that a page's forms carry.
  ///   - policy: names the exam and its materials.
  init(
    templates: Templates, sessions: SessionStore, forgery: ForgeryGuard, policy: Policy, region: Bilingual
  ) {
    self.templates = templates
    self.sessions = sessions
    self.forgery = forgery
    self.policy = policy
    self.region = region
    english = PolicyWords(of: policy, in: .english)
    chinese = PolicyWords(of: policy, in: .chinese)
  }

  /// What upload pages tell everybody.
  func policyWords(in language: Language) -> PolicyWords { language == .english ? english : chinese }

  /// The answer that carries a page.
  func response(_ page: Page, _ request: Request, _ context: PortalContext) -> Response {
    let language = context.language
    let keys = PageKeys(token: forgery.token(of: context.visit), showing: Secret.token())
    let content =
      switch page.content {
      case .html(let html): html(keys)
      case .template(let name, let values):
        HTML(
          markup: templates.render(
            name, values.merging(["token": keys.token, "showing": keys.showing]) { $1 }, in: language))
      }
    let told = context.session == nil ? [] : sessions.takeNews(of: context.visit)
    let path = request.uri.path
    let frame = Frame(
      language: language, title: page.title, exam: policy.exam, region: region, assets: assets,
      path: path.percentEncoded, token: keys.token, who: who(context, at: path), news: page.news + told)
    return .html(frame.html(around: content).markup, page.status)
  }

  private func who(_ context: PortalContext, at path: String) -> Frame.Who {
    switch context.session?.visitor {
    case .candidate(let registration): .candidate(registration)
    case .staff(let name): .staff(name, menu: StaffMenu.entries(at: path, context.staff, context.language))
    case nil: .nobody
    }
  }
}

extension Response {
  /// A page.
  static func html(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: .init(string: text)))
  }

  /// A redirect with 303 See Other, so that reloading does not send a form again.
  static func see(_ path: String) -> Response { Response(status: .seeOther, headers: [.location: path]) }
}
