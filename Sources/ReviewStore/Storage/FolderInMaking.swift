import Foundation

/// A store's folder that is made beside its place and moved there when it is whole.
///
/// Should its maker be killed, it stays where it is, full of personal data; whoever makes another for the same place
/// removes it.
struct FolderInMaking {
  /// Where it is made.
  let path: String
  private let place: String
  /// Held as long as somebody is at it.
  private let lock: FileLock

  /// Begins a folder.
  init(becoming place: String) throws {
    let url = URL(fileURLWithPath: place)
    self.place = place
    Self.removeDead(beside: url)
    path = place + Self.infix + UUID().uuidString
    guard mkdir(path, 0o700) == 0 else { throw StoreError(errno: errno) }
    lock = try FileLock(path, shared: false, wait: true)!
  }

  /// Gives it its name, durably, unless there is something of that name.
  func finish() throws { try Durable.moveFolder(path, to: place) }

  /// Removes it.
  func abandon() { try? FileManager.default.removeItem(atPath: path) }

  private static let infix = ".making-"

  private static func removeDead(beside place: URL) {
    let parent = place.deletingLastPathComponent().path
    let names = (try? Durable.names(in: parent)) ?? []
    for name in names where name.hasPrefix(place.lastPathComponent + infix) {
      // Between a folder and its lock there is a moment, so that a new one is left alone.
      var facts = stat()
      guard stat("\(parent)/\(name)", &facts) == 0, facts.st_mtim.tv_sec < time(nil) - 60 else { continue }
      guard let lock = try? FileLock("\(parent)/\(name)", shared: false, wait: false) else { continue }
      withExtendedLifetime(lock) { try? FileManager.default.removeItem(atPath: "\(parent)/\(name)") }
    }
  }
}
