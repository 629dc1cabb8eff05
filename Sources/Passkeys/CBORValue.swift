/// A value of CBOR (RFC 8949), as far as authenticators write it: whole numbers, bytes, texts, lists, maps, and true, false
/// and null. Fractions and tags are in nothing that a passkey sends.
enum CBORValue: Hashable, Sendable {
  case number(Int64)
  case bytes([UInt8])
  case text(String)
  case list([CBORValue])
  case map([CBORValue: CBORValue])
  case truth(Bool)
  case null

  /// The elements of a map; nil for anything else.
  var map: [CBORValue: CBORValue]? { if case .map(let map) = self { map } else { nil } }
  /// A byte string; nil for anything else.
  var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
  /// A text; nil for anything else.
  var text: String? { if case .text(let text) = self { text } else { nil } }
  /// A whole number; nil for anything else.
  var number: Int64? { if case .number(let number) = self { number } else { nil } }
}
