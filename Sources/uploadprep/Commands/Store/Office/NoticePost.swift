import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import ReviewStore
import Synchronization
import Wording

/// An address that takes one notice as JSON by POST.
struct NoticePost {
  let url: URL
  /// How long an answer may take, in seconds.
  static let patience: Int64 = 30

  /// nil when it is no http or https address.
  init?(url text: String) {
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()), url.host != nil else {
      return nil
    }
    self.url = url
  }

  /// Posts a notice; nil when the answer was 2xx, else what went wrong.
  ///
  /// A redirection is taken for the answer: whoever is asked to go elsewhere with GET has not sent anything.
  func send(_ notice: JSON) async -> NoticeProblem? {
    let client = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: .init(redirectConfiguration: .disallow))
    let problem = await send(notice, with: client)
    try? await client.shutdown()
    return problem
  }

  private func send(_ notice: JSON, with client: HTTPClient) async -> NoticeProblem? {
    do {
      let request = try HTTPClient.Request(
        url: url.absoluteString, method: .POST, headers: ["Content-Type": "application/json; charset=utf-8"],
        body: .string(notice.description))
      let task = client.execute(
        request: request, delegate: AnswerStatus(), deadline: .now() + .seconds(Self.patience))
      let status = try await task.get()
      return (200..<300).contains(status) ? nil : .refused(status: status)
    } catch {
      return .noAnswer
    }
  }
}

/// Keeps an answer's status, and nothing of its content, however long that is.
private final class AnswerStatus: HTTPClientResponseDelegate {
  private let status = Mutex(0)

  func didReceiveHead(task: HTTPClient.Task<Int>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    status.withLock { $0 = Int(head.status.code) }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didFinishRequest(task: HTTPClient.Task<Int>) throws -> Int { status.withLock { $0 } }
}
