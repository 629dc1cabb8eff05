import ArgumentParser
import SystemPackage
import Wording

/// A file's path as the system knows it: bytes, which need not be UTF-8.
struct Path: Sendable, Hashable {
  /// The bytes, without a zero at the end.
  let bytes: [UInt8]

  init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  init(_ text: String) { bytes = Array(text.utf8) }

  private static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")

  /// The path for programs and people. Bytes that are not UTF-8 show as U+FFFD.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The path percent-encoded as in an address (RFC 3986, 2.1), for programs that must find the file again; nil where
  /// ``text`` already shows every byte.
  var percentEncoded: String? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    return Escaping.percentEncoded(bytes)
  }

  /// The same for every spelling of a place that a file can be made at.
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

  /// The folder that holds it; `.` where the path is a name alone.
  var parent: Path {
    guard let last = bytes.lastIndex(of: Self.slash) else { return Path(".") }
    return last == 0 ? Path("/") : Path(bytes: bytes[..<last])
  }

  /// The path of something in this folder.
  func appending(_ component: some Sequence<UInt8>) -> Path {
    Path(bytes: (bytes.isEmpty || bytes.last == Self.slash ? bytes : bytes + [Self.slash]) + component)
  }

  /// The way to this canonical path from a canonical folder; empty where they are the same.
  func relative(to folder: Path) -> Path {
    let (own, other) = (components, folder.components)
    let common = zip(own, other).prefix { $0 == $1 }.count
    let up = Array(repeating: Array("..".utf8)[...], count: other.count - common)
    return Path(bytes: (up + own.dropFirst(common)).joined(separator: [Self.slash]))
  }

  /// The path of something else in the same folder, spelled like this one.
  func sibling(named name: some Sequence<UInt8>) -> Path { Path(bytes: bytes[..<self.name.startIndex] + name) }

  /// The names between the slashes.
  var components: [ArraySlice<UInt8>] { bytes.split(separator: Self.slash) }

  /// The name without its ending. A name that begins with its only dot has no ending.
  var stem: ArraySlice<UInt8> {
    guard let last = name.lastIndex(of: Self.dot), last > name.startIndex else { return name }
    return name[..<last]
  }

  /// The ending in lower-case ASCII, without its dot; nil where there is none.
  var ending: String? {
    guard stem.count < name.count else { return nil }
    return String(decoding: name[(stem.endIndex + 1)...], as: UTF8.self).lowercased()
  }
}

extension Path: ExpressibleByArgument {
  /// Bytes that are not UTF-8 cannot stand in a `String`. On their way through the argument parser each such byte `b`
  /// is written as U+10FF00 + `b`, of the last private-use block; real characters of that block are written the same
  /// way, byte for byte, so that nothing is ambiguous.
  private static let escapes = (0x10FF00 as UInt32)...0x10FFFF

  /// An argument as text that ``init(argument:)`` turns back into the same bytes.
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

  /// The text that an argument came as; nil where it came with bytes that are not UTF-8, which may name a file and write
  /// no word.
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
