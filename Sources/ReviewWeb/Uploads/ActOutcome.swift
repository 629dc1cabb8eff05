import HTTPTypes
import Hummingbird
import ImageKit
import Wording

/// The result of an act, for the next page or for a program.
struct ActOutcome: Sendable {
  /// The HTTP status, for programs.
  var status = HTTPResponse.Status.ok
  /// For people.
  var news: [News]
  /// For programs, in both languages because a repeated request may ask for the other one.
  var chinese: JSON
  /// For programs, in English.
  var english: JSON
  /// Seconds after which another attempt makes sense.
  var retryAfter: Int?
  /// The address of a page on which the act can be completed.
  private(set) var completedAt: String?

  /// The outcome of an act that was done.
  init(_ news: News?, _ json: (Language) -> JSON = { _ in ["ok": .bool(true)] }) {
    self.news = news.map { [$0] } ?? []
    chinese = json(.chinese)
    english = json(.english)
  }

  /// The outcome of an act that failed.
  ///
  /// - Parameter place: the id of the place on the page where people read it; nil for the page's top.
  init(_ error: any Error, at place: String? = nil) {
    let problem = Problem(error)
    status = problem.status
    news = [News(kind: .bad, text: problem.words, details: problem.reasons.map(\.message), place: place)]
    chinese = problem.json(in: .chinese)
    english = problem.json(in: .english)
    retryAfter = problem.retryAfter
  }

  /// Names the address of a page on which the act can be completed, for people and for programs.
  mutating func offer(_ address: String) {
    completedAt = address
    chinese = chinese.adding(["completeAt": .string(address)])
    english = english.adding(["completeAt": .string(address)])
  }

  /// Whether the act was done.
  var isDone: Bool { status.code < 400 }

  /// For programs, in a language.
  func json(in language: Language) -> JSON { language == .chinese ? chinese : english }
}
