import Glibc

/// A pattern of names as shells know them: `*.upload.jpg`, `raw`, `2025/*`.
struct NamePattern: Sendable {
  private let pattern: Path
  /// A pattern with a slash means a path, any other a name at whatever depth.
  private let isPath: Bool

  /// Without this, `?` and `[…]` would mean a byte, not a character.
  private static let characters: Void = { _ = setlocale(LC_CTYPE, "C.UTF-8") }()

  init(_ path: Path) {
    _ = Self.characters
    let bytes = path.bytes.last == UInt8(ascii: "/") ? path.bytes.dropLast() : path.bytes[...]
    pattern = Path(bytes: bytes.starts(with: "./".utf8) ? bytes.dropFirst(2) : bytes)
    isPath = bytes.contains(UInt8(ascii: "/"))
  }

  /// Whether it means a file or folder.
  ///
  /// - Parameter relative: Its path from the folder that was named, or as it was named itself.
  func matches(_ relative: Path) -> Bool {
    let plain = relative.bytes.starts(with: "./".utf8) ? Path(bytes: relative.bytes.dropFirst(2)) : relative
    let subject = isPath ? plain : Path(bytes: plain.name)
    return pattern.withCString { pattern in subject.withCString { fnmatch(pattern, $0, 0) == 0 } }
  }
}
