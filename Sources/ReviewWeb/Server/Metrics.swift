import Synchronization

/// Counters in Prometheus' text format (version 0.0.4). Routes are named by their pattern, so that no
/// registration number becomes a label.
final class Metrics: Sendable {
  private struct Route: Hashable {
    let method: String
    let pattern: String
    let status: Int
  }

  private struct Counts {
    var requests: [Route: Int] = [:]
    var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
    var seconds = 0.0
    var uploads: [String: Int] = [:]
  }

  /// Upper bounds of the duration histogram's buckets, in seconds.
  private static let bounds = [0.005, 0.02, 0.1, 0.5, 2.5, 10, 60]
  private let counts = Mutex(Counts())

  /// Counts one answered request.
  func count(method: String, pattern: String, status: Int, seconds: Double) {
    counts.withLock {
      $0.requests[Route(method: method, pattern: pattern, status: status), default: 0] += 1
      $0.buckets[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
      $0.seconds += seconds
    }
  }

  /// Counts one photo by its outcome: `stored` or a refusal's code.
  func countUpload(_ outcome: String) { counts.withLock { $0.uploads[outcome, default: 0] += 1 } }

  /// The page that Prometheus reads.
  func text(gauges: KeyValuePairs<String, Int>) -> String {
    let counts = counts.withLock { $0 }
    var lines = ["# TYPE portal_requests_total counter"]
    for (route, count) in counts.requests.sorted(by: {
      ($0.key.pattern, $0.key.status) < ($1.key.pattern, $1.key.status)
    }) {
      lines.append(
        "portal_requests_total{method=\"\(route.method)\",route=\"\(route.pattern)\",status=\"\(route.status)\"} \(count)"
      )
    }
    lines.append("# TYPE portal_request_seconds histogram")
    var sum = 0
    for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], counts.buckets) {
      sum += count
      lines.append("portal_request_seconds_bucket{le=\"\(bound)\"} \(sum)")
    }
    lines += ["portal_request_seconds_sum \(counts.seconds)", "portal_request_seconds_count \(sum)"]
    lines.append("# TYPE portal_uploads_total counter")
    lines += counts.uploads.sorted { $0.key < $1.key }.map { "portal_uploads_total{outcome=\"\($0)\"} \($1)" }
    for (name, value) in gauges { lines += ["# TYPE portal_\(name) gauge", "portal_\(name) \(value)"] }
    return lines.joined(separator: "\n") + "\n"
  }
}
