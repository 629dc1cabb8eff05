import Wording

/// Storage of the pictures' bytes by digest.
///
/// A picture is stored in two steps. ``stage(_:)`` writes it durably under a temporary name.
/// ``StagedPicture/place()`` gives it its final name inside the transaction that inserts the row referring to it, so that
/// a concurrent deletion of unreferenced bytes cannot remove it. A crash can leave bytes without a row, but never a row
/// without its bytes. ``PictureFiles`` is the only implementation so far.
protocol PictureBytes: Sendable {
  /// Writes bytes durably under a temporary name.
  func stage(_ bytes: [UInt8]) throws -> any StagedPicture
  /// A picture's bytes as they are; nil when there are none.
  func read(_ picture: Digest) throws -> [UInt8]?
  /// Whether there is anything under a picture's name.
  func isThere(_ picture: Digest) -> Bool
  /// Deletes a picture's bytes durably, if they exist. Must be called within ``collecting(within:_:)`` and a write
  /// transaction.
  func remove(_ picture: Digest) throws

  /// Runs a body that removes bytes, while nothing else, such as a backup, requires all of them; nil without running it
  /// if a backup is not finished after this many seconds.
  func collecting<Value>(within seconds: Double, _ body: () throws -> Value) throws -> Value?
  /// Lists all entries by name, with the picture that the name stands for; nil for a name that is no picture's.
  func eachEntry(_ body: (_ name: String, _ picture: Digest?) throws -> Void) throws
  /// The names of entries left by interrupted work.
  func abandoned() throws -> [String]
  /// Whether there is an entry of a name.
  func hasEntry(_ name: String) -> Bool
  /// Removes the entry of a name, if it is there.
  func removeEntry(_ name: String) throws
}

/// A picture whose bytes are on disk under a temporary name.
protocol StagedPicture: Sendable {
  /// The digest of its bytes.
  var sha256: Digest { get }
  /// Gives the bytes their final name, durably. Must be called inside a write transaction.
  func place() throws
  /// Releases it. If it was not placed, its bytes are deleted.
  func release()
}

extension PictureBytes {
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
