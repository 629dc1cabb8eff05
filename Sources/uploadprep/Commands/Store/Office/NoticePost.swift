import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import ReviewStore
import Synchronization
import Wording

/// A URL that receives one notice as JSON by POST.
struct NoticePost {
  let url: URL
  /// The timeout for a response, in seconds.
  static let patience: Int64 = 30

  /// nil when it is not an http or https URL.
  init?(url text: String) {
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()), url.host != nil else {
      return nil
    }
    self.url = url
  }

  /// Posts a notice. Returns nil when the response was 2xx, else the problem.
  ///
  /// A redirect counts as the response and is not followed: following it with GET would not send the notice.
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

/// Keeps a response's status and discards its body, whatever its length.
private final class AnswerStatus: HTTPClientResponseDelegate {
  private let status = Mutex(0)

  func didReceiveHead(task: HTTPClient.Task<Int>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    status.withLock { $0 = Int(head.status.code) }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didFinishRequest(task: HTTPClient.Task<Int>) throws -> Int { status.withLock { $0 } }
}
