import ArgumentParser
import SystemPackage
import Wording

/// A file path as the kernel takes it: bytes, which need not be UTF-8.
struct Path: Sendable, Hashable {
  /// The bytes, without a terminating zero.
  let bytes: [UInt8]

  init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  init(_ text: String) { bytes = Array(text.utf8) }

  private static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")

  /// The path as text. Bytes that are not UTF-8 become U+FFFD.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The path percent-encoded (RFC 3986, 2.1), so that a program can recover its bytes; nil where ``text`` shows every
  /// byte.
  var percentEncoded: String? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    return Escaping.percentEncoded(bytes)
  }

  /// The canonical path of the folder with the file's name appended. It is equal for every spelling, and defined also
  /// for a file that does not exist yet.
  var place: Path { parent.canonical.appending(name) }

  /// The path as swift-system takes it.
  var systemPath: FilePath { withCString { FilePath(platformString: $0) } }

  /// The path as C functions take it.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    try (bytes + [0]).withUnsafeBytes { try body($0.baseAddress!.assumingMemoryBound(to: CChar.self)) }
  }

  /// The last component: the file's name in its folder.
  var name: ArraySlice<UInt8> {
    guard let last = bytes.lastIndex(of: Self.slash) else { return bytes[...] }
    return bytes[(last + 1)...]
  }

  /// The parent folder; `.` where the path is a name alone.
  var parent: Path {
    guard let last = bytes.lastIndex(of: Self.slash) else { return Path(".") }
    return last == 0 ? Path("/") : Path(bytes: bytes[..<last])
  }

  /// The path with a component appended.
  func appending(_ component: some Sequence<UInt8>) -> Path {
    Path(bytes: (bytes.isEmpty || bytes.last == Self.slash ? bytes : bytes + [Self.slash]) + component)
  }

  /// This canonical path relative to a canonical folder; empty where they are equal.
  func relative(to folder: Path) -> Path {
    let (own, other) = (components, folder.components)
    let common = zip(own, other).prefix { $0 == $1 }.count
    let up = Array(repeating: Array("..".utf8)[...], count: other.count - common)
    return Path(bytes: (up + own.dropFirst(common)).joined(separator: [Self.slash]))
  }

  /// The path of another name in the same folder, with the folder spelled as here.
  func sibling(named name: some Sequence<UInt8>) -> Path { Path(bytes: bytes[..<self.name.startIndex] + name) }

  /// The names between the slashes.
  var components: [ArraySlice<UInt8>] { bytes.split(separator: Self.slash) }

  /// The name without its extension. A name whose only dot comes first has no extension.
  var stem: ArraySlice<UInt8> {
    guard let last = name.lastIndex(of: Self.dot), last > name.startIndex else { return name }
    return name[..<last]
  }

  /// The extension in lower-case ASCII, without its dot; nil where there is none.
  var ending: String? {
    guard stem.count < name.count else { return nil }
    return String(decoding: name[(stem.endIndex + 1)...], as: UTF8.self).lowercased()
  }
}

extension Path: ExpressibleByArgument {
  /// Escapes for bytes that are not UTF-8, which a `String` cannot hold. ArgumentParser takes strings, so each such
  /// byte `b` becomes U+10FF00 + `b`, in the last private-use block. Real characters of that block are escaped the
  /// same way, byte for byte, so that the encoding is unambiguous.
  private static let escapes = (0x10FF00 as UInt32)...0x10FFFF

  /// An argument as text that ``init(argument:)`` converts back to the same bytes.
  static func argument(from bytes: UnsafeRawBufferPointer) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(where: isEscape) {
      return text
    }
    var text = String.UnicodeScalarView()
    var rest = bytes[...]
    while let first = rest.first {
      let length = min(first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4, rest.count)
      let head = rest.prefix(length)
      if let scalar = String(validating: head, as: UTF8.self)?.unicodeScalars.first, !isEscape(scalar) {
        text.append(scalar)
        rest = rest.dropFirst(scalar.utf8.count)
      } else {
        text.append(Unicode.Scalar(escapes.lowerBound + UInt32(first))!)
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }

  /// The original text of an argument; nil where its bytes are not UTF-8. Such bytes can name a file but are not text.
  static func text(ofArgument argument: String) -> String? {
    guard argument.unicodeScalars.contains(where: isEscape) else { return argument }
    return Path(argument: argument).flatMap { String(validating: $0.bytes, as: UTF8.self) }
  }

  private static func isEscape(_ scalar: Unicode.Scalar) -> Bool { escapes.contains(scalar.value) }

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    bytes = argument.unicodeScalars.flatMap { scalar -> [UInt8] in
      Self.isEscape(scalar) ? [UInt8(scalar.value - Self.escapes.lowerBound)] : Array(scalar.utf8)
    }
  }

  static var defaultCompletionKind: CompletionKind { .file() }
}
