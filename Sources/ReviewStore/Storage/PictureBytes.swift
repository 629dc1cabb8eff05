import Wording

/// Storage of the pictures' bytes by digest.
///
/// A picture is stored in two steps. ``stage(_:)`` writes it durably under a temporary name.
/// ``StagedPicture/place()`` gives it its final name inside the transaction that inserts the row referring to it, so that
/// a concurrent deletion of unreferenced bytes cannot remove it. A crash can leave bytes without a row, but never a row
/// without its bytes.
///
/// ``PictureFiles`` keeps them as files of the store's folder, ``PictureObjects`` in object storage.
protocol PictureBytes: Sendable {
  /// Writes bytes durably, to be placed under a picture's name. They are the picture's, unless they are encrypted.
  func stage(_ bytes: [UInt8], as picture: Digest) throws -> any StagedPicture
  /// A picture's bytes as they are; nil when there are none.
  func read(_ picture: Digest) throws -> [UInt8]?
  /// Whether there is anything under a picture's name.
  func isThere(_ picture: Digest) throws -> Bool
  /// Deletes a picture's bytes durably, if they exist. Must be called within ``collecting(within:_:)`` and a write
  /// transaction.
  func remove(_ picture: Digest) throws

  /// Runs a body that removes bytes, while nothing else, such as a backup, requires all of them; nil without running it
  /// if a backup is not finished after this many seconds.
  func collecting<Value>(within seconds: Double, _ body: () throws -> Value) throws -> Value?
  /// Lists all entries.
  func eachEntry(_ body: (PictureEntry) throws -> Void) throws
  /// The names of entries left by interrupted work.
  func abandoned() throws -> [String]
  /// Whether there is an entry of a name.
  func hasEntry(_ name: String) throws -> Bool
  /// Removes the entry of a name, if it is there.
  func removeEntry(_ name: String) throws

  /// Whether several portals have the same pictures without sharing a folder.
  var isShared: Bool { get }
  /// How many pictures are removed in one transaction at most, because others wait for it.
  var removalsAtOnce: Int { get }
  /// Fails where pictures could not be removed now.
  func checkReachable() throws
}

/// An entry where pictures are stored.
struct PictureEntry {
  /// Its name for people, and for ``PictureBytes/removeEntry(_:)``.
  var name: String
  /// The picture that the name stands for; nil for a name that is no picture's.
  var picture: Digest?
  /// Whether it is so old that no act can be about to refer to it.
  var isSettled = true
}

/// A picture whose bytes have been written, and to which no row refers yet.
protocol StagedPicture: Sendable {
  /// The digest of its bytes.
  var sha256: Digest { get }
  /// Gives the bytes their final name, durably. Must be called inside a write transaction.
  func place() throws
  /// Releases it. If it was not placed, its bytes are deleted, at once or by a later collection.
  func release()
}

extension PictureBytes {
  /// Writes a picture's bytes durably, to be placed.
  func stage(_ bytes: [UInt8]) throws -> any StagedPicture { try stage(bytes, as: Digest(of: bytes)) }

  /// A picture's bytes, checked against its digest.
  ///
  /// - Throws: ``StoreError/damaged(_:)`` when they are gone or others.
  func checked(_ picture: Digest) throws -> [UInt8] {
    guard let bytes = try read(picture) else {
      throw StoreError.damaged(Bilingual("the file of picture \(picture) is gone", "图片文件 \(picture) 不存在"))
    }
    guard Digest(of: bytes) == picture else {
      throw StoreError.damaged(
        Bilingual("the file of picture \(picture) has been changed", "图片文件 \(picture) 已被改动"))
    }
    return bytes
  }
}
