import HTTPTypes
import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Puts pages into their frame.
struct PageWriter: Sendable {
  let assets = Assets()
  private let forgery: ForgeryGuard
  private let policy: Policy
  private let region: Bilingual
  /// What upload pages tell everybody, in each language.
  private let english, chinese: PolicyWords

  /// - Parameters:
  ///   - forgery: makes the token that a page's forms carry.
  ///   - policy: names the exam and its materials.
  init(forgery: ForgeryGuard, policy: Policy, region: Bilingual) {
    self.forgery = forgery
    self.policy = policy
    self.region = region
    english = PolicyWords(of: policy, in: .english)
    chinese = PolicyWords(of: policy, in: .chinese)
  }

  /// What upload pages tell everybody.
  func policyWords(in language: Language) -> PolicyWords { language == .english ? english : chinese }

  /// The answer that carries a view.
  func response(_ view: any PageView, _ request: Request, _ context: PortalContext) -> Response {
    response(Page(view), request, context)
  }

  /// The answer that carries a page.
  func response(_ page: Page, _ request: Request, _ context: PortalContext) -> Response {
    let told = context.session.map { SessionStore.shown($0.news, untold: $0.untold) } ?? []
    var keys = PageKeys(token: forgery.token(of: context.visit), showing: Secret.token())
    var news: [News] = []
    for item in page.news + told {
      if let place = item.place, page.view.showsAnswers(at: place) {
        keys.answers[place, default: []].append(item)
      } else {
        news.append(item)
      }
    }
    let path = request.uri.path
    let frame = Frame(
      language: context.language, title: page.view.title, exam: policy.exam, region: region, assets: assets,
      path: path.percentEncoded, keys: keys, who: who(context, at: path), news: news,
      mistakes: page.view.mistakes)
    return .html(frame.html(around: page.view.html(keys)).markup, page.status)
  }

  private func who(_ context: PortalContext, at path: String) -> Frame.Who {
    switch context.session?.visitor {
    case .candidate(let registration): .candidate(registration)
    case .staff(let name) where context.staff?.role == .clerk: .clerk(name)
    case .staff(let name):
      .staff(
        name,
        menu:
          StaffMenu.entries(
            at: path, context.mustSetUpSecondFactor ? nil : context.staff, context.language,
            sendsNotices: policy.notices != nil))
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
