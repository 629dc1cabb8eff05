import Foundation
import FoundationNetworking
import Synchronization
import Wording

/// An address that takes one notice as JSON by POST.
struct NoticePost {
  let url: URL
  /// How long an answer may take, in seconds.
  static let patience = 30.0

  /// nil when it is no http or https address.
  init?(url text: String) {
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()), url.host != nil else {
      return nil
    }
    self.url = url
  }

  /// Posts a notice; nil when the answer was 2xx, else what went wrong.
  func send(_ notice: JSON) -> String? {
    var request = URLRequest(url: url, timeoutInterval: Self.patience)
    request.httpMethod = "POST"
    request.setValue("application/json; charset=utf-8", forHTTPHeaderField: "Content-Type")
    request.httpBody = Data(notice.description.utf8)
    let outcome = Mutex<String?>("no answer")
    let done = DispatchSemaphore(value: 0)
    let session = URLSession(configuration: .ephemeral, delegate: NoRedirects(), delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    let task = session.dataTask(with: request) { _, response, error in
      let status = (response as? HTTPURLResponse)?.statusCode ?? 0
      outcome.withLock {
        $0 = (200..<300).contains(status) ? nil : error.map { _ in "no answer" } ?? "the answer was \(status)"
      }
      done.signal()
    }
    task.resume()
    done.wait()
    return outcome.withLock { $0 }
  }
}

/// Takes a redirection for the answer: whoever is asked to go elsewhere with GET has not sent anything.
private final class NoRedirects: NSObject, URLSessionTaskDelegate, Sendable {
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
