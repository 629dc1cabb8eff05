import HTTPTypes
import Hummingbird
import ImageKit
import Wording

/// The result of an act, for the next page or for a program.
struct ActOutcome: Sendable {
  /// HTTP's number, for programs.
  var status = HTTPResponse.Status.ok
  /// For people.
  var news: [News]
  /// For programs, in both languages since a repeated act may be asked about in the other.
  var chinese: JSON
  /// For programs, in English.
  var english: JSON
  /// Seconds after which trying again makes sense.
  var retryAfter: Int?

  /// Something that was done.
  init(_ news: News, _ json: (Language) -> JSON = { _ in ["ok": .bool(true)] }) {
    self.news = [news]
    chinese = json(.chinese)
    english = json(.english)
  }

  /// Something that was not.
  init(_ error: any Error) {
    let problem = Problem(error)
    status = problem.status
    news = [News(kind: .bad, text: problem.words, details: problem.reasons.map(\.message))]
    chinese = problem.json(in: .chinese)
    english = problem.json(in: .english)
    retryAfter = problem.retryAfter
  }

  /// Whether it was done.
  var isDone: Bool { status.code < 400 }

  /// For programs, in a language.
  func json(in language: Language) -> JSON { language == .chinese ? chinese : english }
}
