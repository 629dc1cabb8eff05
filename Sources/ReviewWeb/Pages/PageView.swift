import HTTPTypes
import ImageKit
import Wording

/// What one page shows, inside the frame that all pages share.
protocol PageView: Speaking {
  /// What the window's title says.
  var title: Bilingual { get }
  /// What was wrong with the page's form when it was sent.
  var mistakes: [FieldMistake] { get }
  /// Whether the page shows answers at a place of its own, by the place's id. Others stand at the page's top.
  func showsAnswers(at place: String) -> Bool
  /// The page's content.
  ///
  /// - Parameter keys: what its forms carry.
  func html(_ keys: PageKeys) -> HTML
}

extension PageView {
  var mistakes: [FieldMistake] { [] }
  func showsAnswers(at place: String) -> Bool { false }
}

/// A page to be sent: its content, with which status it is sent, and the news at its top.
struct Page {
  let view: any PageView
  var status = HTTPResponse.Status.ok
  /// News shown at the top, in addition to those that wait in the session.
  var news: [News] = []

  init(_ view: any PageView, status: HTTPResponse.Status = .ok, news: [News] = []) {
    self.view = view
    self.status = status
    self.news = news
  }
}

/// What the forms of one showing of a page carry.
struct PageKeys {
  /// The session's anti-forgery token.
  let token: String
  /// A key unique to this rendering of the page, so that a form sent twice is done once.
  let showing: String
  /// Answers to what was done at a place of the page, by the place's id.
  var answers: [String: [News]] = [:]

  /// A form that is sent by POST, with the anti-forgery token that every such form needs.
  ///
  /// - Parameters:
  ///   - attributes: further attributes of the form.
  ///   - hidden: further fields that nobody sees.
  ///   - content: fields and buttons.
  func form(
    to action: String, with attributes: HTML? = nil, hidden: KeyValuePairs<String, String> = [:], _ content: HTML
  ) -> HTML {
    let fields = hidden.map { name, value -> HTML in
      "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }
    return """
      <form method="post" action="\(action)"\(attributes.map { " \($0)" })>\
      <input type="hidden" name="token" value="\(token)">\(fields)\(content)</form>
      """
  }
}
