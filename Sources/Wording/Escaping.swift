/// Escapes text for HTML and URLs.
public enum Escaping {
  /// The text with `&`, `<`, `>`, `"` and `'` escaped, for HTML content and quoted attributes.
  public static func html(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    append(text, to: &escaped)
    return escaped
  }

  /// Appends an escaped text to a page. Most texts contain nothing to escape and are copied unchanged.
  public static func append(_ text: String, to page: inout String) {
    let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
      // Without a branch or an early exit, the compiler vectorizes the loop.
      var found: UInt8 = 0
      for byte in bytes { found |= markup(byte) }
      return found == 0
    }
    if isPlain == true {
      page += text
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": page += "&amp;"
      case "<": page += "&lt;"
      case ">": page += "&gt;"
      case "\"": page += "&quot;"
      case "'": page += "&#39;"
      default: page.unicodeScalars.append(scalar)
      }
    }
  }

  /// 1 for `&`, `'`, `"`, `<` and `>`, else 0. `<` and `>` differ in one bit.
  @inline(__always)
  private static func markup(_ byte: UInt8) -> UInt8 {
    (byte == 0x26 ? 1 : 0) | (byte == 0x27 ? 1 : 0) | (byte == 0x22 ? 1 : 0) | (byte & 0xFD == 0x3C ? 1 : 0)
  }

  /// One component of a path, percent-decoded; nil where an escape is malformed, or the result is not UTF-8 or
  /// contains a control character.
  public static func percentDecoded(_ part: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(part.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      // `UInt8(_:radix:)` would accept a sign.
      guard rest.count >= 2, rest.prefix(2).allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    return text.unicodeScalars.contains { $0.properties.generalCategory == .control } ? nil : text
  }

  /// The path of a URL for the `Location` header. Existing percent escapes are kept.
  public static func location(_ path: String) -> String {
    path.split(separator: "%", omittingEmptySubsequences: false).map { percentEncoded($0.utf8) }.joined(separator: "%")
  }

  /// Percent-encodes bytes for a URL's path or a query value (RFC 3986, 2.1). Unreserved characters and slashes are
  /// kept.
  public static func percentEncoded(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in bytes {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F: text.unicodeScalars.append(.init(byte))
      default: text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }
}

extension String {
  /// The text percent-encoded for a URL's path or a query value.
  public var percentEncoded: String { Escaping.percentEncoded(utf8) }
  /// The text percent-encoded for one component of a URL's path; a slash is encoded too.
  public var pathPart: String {
    percentEncoded.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
  }
}
