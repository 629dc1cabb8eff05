import Wording

/// Pictures that are encrypted before they are stored, wherever that is. They have the names of the pictures in them, so
/// everything else of a store is as without encryption.
struct SealedPictures: PictureBytes {
  /// Where the envelopes are.
  let envelopes: any PictureBytes
  /// What opens them.
  let key: PictureKey

  func stage(_ bytes: [UInt8], as picture: Digest) throws -> any StagedPicture {
    try envelopes.stage(key.sealed(bytes, of: picture), as: picture)
  }

  func read(_ picture: Digest) throws -> [UInt8]? {
    guard let envelope = try envelopes.read(picture) else { return nil }
    guard let bytes = key.opened(envelope, of: picture) else {
      throw StoreError.damaged(
        Bilingual(
          "the file of picture \(picture) has been changed, or was not encrypted for this store",
          "图片文件 \(picture) 已被改动，或不是为本审核库加密的"))
    }
    return bytes
  }

  func isThere(_ picture: Digest) throws -> Bool { try envelopes.isThere(picture) }

  func remove(_ picture: Digest) throws { try envelopes.remove(picture) }

  func collecting<Value>(within seconds: Double, _ body: () throws -> Value) throws -> Value? {
    try envelopes.collecting(within: seconds, body)
  }

  func eachEntry(_ body: (PictureEntry) throws -> Void) throws { try envelopes.eachEntry(body) }

  func abandoned() throws -> [String] { try envelopes.abandoned() }

  func hasEntry(_ name: String) throws -> Bool { try envelopes.hasEntry(name) }

  func removeEntry(_ name: String) throws { try envelopes.removeEntry(name) }

  var isShared: Bool { envelopes.isShared }

  var removalsAtOnce: Int { envelopes.removalsAtOnce }

  func checkReachable() throws { try envelopes.checkReachable() }
}

extension ReviewStore {
  /// Whether the pictures are encrypted where they are stored.
  public var picturesAreEncrypted: Bool { pictures is SealedPictures }

  /// Whether nobody but its owner can read the key from outside that protects the pictures, where it is a file.
  public func pictureKeyIsPrivate() throws -> Bool {
    try StoreSettings.load(from: requireFolder().files.folder).pictureKey?.isPrivate ?? true
  }

  /// Has another key from outside protect the pictures. Only the store's settings and its file of keys are written; portals that
  /// run go on. The old key is needed for it, and not any more afterwards. After an interruption at any moment the source
  /// that the store's settings name opens it.
  ///
  /// - Throws: ``StoreError/picturesNotEncrypted``, ``StoreError/noPictureKey(source:)``,
  ///   ``StoreError/wrongPictureKey(source:)``, ``InputError/badPictureKey`` for a key in the store's folder, and others.
  public func rewrapPictures(for source: PictureKeySource) throws {
    let folder = try requireFolder().files.folder
    guard !source.isInside(folder) else { throw InputError.badPictureKey }
    guard let lock = try FileLock(folder, shared: false, wait: false) else { throw StoreError.busy }
    defer { withExtendedLifetime(lock) {} }
    var settings = try StoreSettings.load(from: folder)
    guard let old = settings.pictureKey else { throw StoreError.picturesNotEncrypted }
    let key = try PictureKey.load(from: folder, openedBy: old)
    let new = try source.wrappingKey()
    try key.save(in: folder, wrappedBy: [old.wrappingKey(), new])
    // A source that gives another key each time must not become the only one.
    _ = try PictureKey.load(from: folder, openedBy: source)
    settings.pictureKey = source
    try settings.replace(in: folder)
    try key.save(in: folder, wrappedBy: [new])
  }
}
