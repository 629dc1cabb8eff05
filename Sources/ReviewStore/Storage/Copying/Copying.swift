import Foundation

/// Copying a whole store to another database and another place for pictures: `store copy`.
extension ReviewStore {
  /// Copies the store, compares every row and every picture of the copy, and lets the copy take the store's place.
  ///
  /// The store is closed to acts when it begins, and stays closed: people go on working with the copy, with the same
  /// log, passwords and pictures. Who is signed in at a portal has to sign in again there. After an interruption or an
  /// error the same call goes on; ``giveUpCopy()`` opens the store instead.
  ///
  /// - Parameters:
  ///   - destination: where; nothing may be there but this store's unfinished copy.
  ///   - progress: told how many rows and pictures have been copied and compared, each of them counted twice. What it
  ///     throws interrupts the copying.
  /// - Throws: ``StoreError/exists(path:)`` where there is something else, and then the store stays open;
  ///   ``StoreError/copyDiffers(_:)``; ``StoreError/closed(_:)`` when it has been copied or is being copied elsewhere;
  ///   and others.
  public func copy(
    to destination: StoreDestination, progress: @escaping (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
  ) throws -> CopySummary {
    try copy(to: destination, atOnce: StoreCopy.Portions(), progress: progress)
  }

  func copy(
    to destination: StoreDestination, atOnce: StoreCopy.Portions,
    progress: @escaping (_ done: Int, _ total: Int) throws -> Void
  ) throws -> CopySummary {
    let folder = try requireFolder()
    guard let key = folder.database.key else { throw StoreError.noKey }
    // A copy would lack what only a later version knows.
    guard try !folder.database.isLater() else { throw StoreError.tooNew }
    let here = URL(fileURLWithPath: path).standardizedFileURL.path
    let place = URL(fileURLWithPath: destination.folder).standardizedFileURL.path
    let destination = StoreDestination(
      folder: place, database: destination.database, pictures: destination.pictures, pictureKey: destination.pictureKey)
    collectDiscarded()
    let (copy, isNew) = try close(for: place)
    let target: StoreFolder
    do {
      // The log's numbers may have gaps where PostgreSQL gave them. In a sealed log none can be a missing entry.
      try seal(within: Self.patienceOfCopying, scope: .copying)
      let there = Gate.Copy(token: copy.token, place: here, isCopy: true)
      target = try StoreFolder.ofCopy(there, of: key, in: destination)
    } catch {
      if isNew { try? open() }
      // Once the copy is a store like any other, it cannot be told from another one.
      if copy.isEnded, case .exists = error as? StoreError, let closure = try closure() {
        throw StoreError.closed(closure)
      }
      throw error
    }
    defer { try? target.database.close() }
    // One process at a time makes a copy.
    guard let lock = try FileLock(place, shared: false, wait: false) else { throw StoreError.busy }
    return try withExtendedLifetime(lock) {
      let (rows, pictures) = try engine.read { try $0.copiedSizes() }
      let summary = CopySummary(folder: place, rows: rows, pictures: pictures)
      let work = StoreCopy(
        source: folder, target: target, atOnce: atOnce,
        report: StoreCopy.Report(of: 2 * (rows + pictures), progress))
      guard !copy.isEnded else {
        try work.open()
        return summary
      }
      try work.fill()
      try work.compare()
      try work.finish(copy, in: place, at: clock())
      return summary
    }
  }

  /// Opens a store again that was closed for a copy. The copy must not be used any more.
  ///
  /// - Parameter losingActs: whether it is opened even if the copy was complete, so that acts may have been done in it,
  ///   which are lost then.
  /// - Returns: the copy, as it was closed for it; nil if the store was open.
  /// - Throws: ``StoreError/closed(_:)`` for an unfinished copy itself, and for a store with a complete copy.
  public func giveUpCopy(losingActs: Bool = false) throws -> StoreClosure? {
    guard let closure = try closure() else { return nil }
    guard closure.reason == .beingCopied || closure.reason == .copied && losingActs else {
      throw StoreError.closed(closure)
    }
    try open()
    FolderInMaking.removeDead(of: closure.place)
    return closure
  }

  /// Why the store is closed to acts; nil while it is open.
  public func closure() throws -> StoreClosure? { try engine.readStatement { try $0.closure() } }

  private static let patienceOfCopying = 60.0

  /// Closes the store for a copy, unless it has been closed for the same one.
  private func close(for place: String) throws -> (copy: Gate.Copy, isNew: Bool) {
    try requireFolder().database.writing(.copying) { transaction in
      if let copy = try transaction.gate()?.copy {
        guard copy.place == place, !copy.isCopy else { throw try StoreError.closed(transaction.closure()!) }
        return (copy, false)
      }
      let copy = Gate.Copy(token: [UInt8](random: 16).hexadecimal, place: place, isCopy: false)
      try transaction.close(for: copy)
      return (copy, true)
    }
  }

  private func open() throws { try requireFolder().database.writing(.copying) { try $0.open() } }
}
