import Glibc

/// A shell glob for names or paths: `*.upload.jpg`, `raw`, `2025/*`.
struct NamePattern: Sendable {
  private let pattern: Path
  /// A pattern with a slash is matched against a path, any other against a name at any depth.
  private let isPath: Bool

  /// `fnmatch` matches characters instead of bytes only in a UTF-8 locale.
  private static let characters: Void = { _ = setlocale(LC_CTYPE, "C.UTF-8") }()

  init(_ path: Path) {
    _ = Self.characters
    let bytes = path.bytes.last == UInt8(ascii: "/") ? path.bytes.dropLast() : path.bytes[...]
    pattern = Path(bytes: bytes.starts(with: "./".utf8) ? bytes.dropFirst(2) : bytes)
    isPath = bytes.contains(UInt8(ascii: "/"))
  }

  /// Whether the pattern matches a file or folder.
  ///
  /// - Parameter relative: the path relative to the folder that was named, or the named path itself.
  func matches(_ relative: Path) -> Bool {
    let plain = relative.bytes.starts(with: "./".utf8) ? Path(bytes: relative.bytes.dropFirst(2)) : relative
    let subject = isPath ? plain : Path(bytes: plain.name)
    return pattern.withCString { pattern in subject.withCString { fnmatch(pattern, $0, 0) == 0 } }
  }
}
