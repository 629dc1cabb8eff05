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
  ///
  /// - Throws: ``StoreError/noFolder(path:)`` when there is no folder to create it in, and others.
  init(becoming place: String) throws {
    self.place = place
    Self.removeDead(of: place)
    while true {
      let path = place + Self.infix + UUID().uuidString
      guard mkdir(path, 0o700) == 0 else { throw StoreError(errno: errno, creating: place) }
      // Until it is locked, another process may take it for dead and delete it.
      guard let lock = try? FileLock(path, shared: false, wait: true), lock.isOf(path) else { continue }
      self.path = path
      self.lock = lock
      return
    }
  }

  /// Renames it to its final name, durably. Throws if something has that name already.
  func finish() throws { try Durable.moveFolder(path, to: place) }

  /// Deletes it.
  func abandon() { try? FileManager.default.removeItem(atPath: path) }

  private static let infix = ".making-"

  /// Deletes what processes that were killed have left of a folder.
  static func removeDead(of path: String) {
    let place = URL(fileURLWithPath: path)
    let parent = place.deletingLastPathComponent().path
    let names = (try? Durable.names(in: parent)) ?? []
    for name in names where name.hasPrefix(place.lastPathComponent + infix) {
      guard let lock = try? FileLock("\(parent)/\(name)", shared: false, wait: false) else { continue }
      withExtendedLifetime(lock) { try? FileManager.default.removeItem(atPath: "\(parent)/\(name)") }
    }
  }
}
