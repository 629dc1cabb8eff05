import Crypto

/// A hash in a Merkle tree, as RFC 9162 defines it: SHA-256 over a byte 0 and a leaf's data, or over a byte 1 and the
/// hashes of both children.
struct MerkleHash: Sendable, Hashable {
  /// Its 32 bytes.
  let bytes: [UInt8]

  /// A hash in its stored form of 64 hexadecimal digits; nil when the text is no hash.
  init?(hexadecimal text: String) {
    guard let bytes = [UInt8](hexadecimal: text), bytes.count == SHA256.byteCount else { return nil }
    self.bytes = bytes
  }

  private init(_ prefix: UInt8, _ parts: [UInt8]...) {
    var hash = SHA256()
    hash.update(data: [prefix])
    for part in parts { hash.update(data: part) }
    bytes = Array(hash.finalize())
  }

  /// The hash of a leaf.
  init(leaf data: [UInt8]) { self.init(0, data) }

  /// The hash of the leaf for a log entry: its data are the 32 bytes of the entry's own hash. A text that is no hash,
  /// which only a damaged log contains, is hashed as it is.
  init(entry hash: String) { self.init(leaf: [UInt8](hexadecimal: hash) ?? Array(hash.utf8)) }

  /// The hash of an inner node.
  init(_ left: MerkleHash, _ right: MerkleHash) { self.init(1, left.bytes, right.bytes) }

  /// Its stored form.
  var hexadecimal: String { bytes.hexadecimal }
}
