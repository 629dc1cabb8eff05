import HTTPTypes
import Hummingbird

/// Which methods each path takes, for telling a wrong method from a wrong path.
struct RouteTable: Sendable {
  private struct Entry: Sendable {
    /// The path's parts; nil where a parameter stands.
    let parts: [Substring?]
    let method: HTTPRequest.Method
  }

  private let entries: [Entry]

  /// The routes of a router.
  init(_ router: Router<PortalContext>) {
    entries = router.routes.map { route in
      let parts = route.path.description.split(separator: "/").map { part in
        part.hasPrefix("{") ? nil : Optional(part)
      }
      return Entry(parts: parts, method: route.method)
    }
  }

  /// The methods that a path takes, as an `Allow` field lists them; nil when there is no such path.
  func methods(of path: String) -> String? {
    let parts = path.split(separator: "/")
    var methods = Set(
      entries.filter { entry in
        entry.parts.count == parts.count && zip(entry.parts, parts).allSatisfy { $0 == nil || $0 == $1 }
      }.map(\.method.rawValue))
    if methods.contains("GET") { methods.insert("HEAD") }
    return methods.isEmpty ? nil : methods.sorted().joined(separator: ", ")
  }
}
