import Foundation

/// A store's folder that is built under a temporary name and renamed when it is complete.
///
/// If the process is killed, the folder with its personal data stays; the next process that creates a folder of the
/// same name deletes it.
struct FolderInMaking {
  /// Its temporary path.
  let path: String
  private let place: String
  /// Held while the folder is being built.
  private let lock: FileLock

  /// Creates the temporary folder.
  init(becoming place: String) throws {
    let url = URL(fileURLWithPath: place)
    self.place = place
    Self.removeDead(beside: url)
    path = place + Self.infix + UUID().uuidString
    guard mkdir(path, 0o700) == 0 else { throw StoreError(errno: errno) }
    lock = try FileLock(path, shared: false, wait: true)!
  }

  /// Renames it to its final name, durably. Throws if something has that name already.
  func finish() throws { try Durable.moveFolder(path, to: place) }

  /// Deletes it.
  func abandon() { try? FileManager.default.removeItem(atPath: path) }

  private static let infix = ".making-"

  private static func removeDead(beside place: URL) {
    let parent = place.deletingLastPathComponent().path
    let names = (try? Durable.names(in: parent)) ?? []
    for name in names where name.hasPrefix(place.lastPathComponent + infix) {
      // Between its creation and its lock a folder is unprotected, so folders younger than a minute are left alone.
      var facts = stat()
      guard stat("\(parent)/\(name)", &facts) == 0, facts.st_mtim.tv_sec < time(nil) - 60 else { continue }
      guard let lock = try? FileLock("\(parent)/\(name)", shared: false, wait: false) else { continue }
      withExtendedLifetime(lock) { try? FileManager.default.removeItem(atPath: "\(parent)/\(name)") }
    }
  }
}
