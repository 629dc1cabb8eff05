/// Text made safe to stand in pages and addresses.
public enum Escaping {
  /// The text with the five characters of markup escaped, for content and for quoted attributes alike.
  public static func html(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    append(text, to: &escaped)
    return escaped
  }

  /// Adds an escaped text to a page. Most texts hold no markup and are taken as they are.
  public static func append(_ text: String, to page: inout String) {
    let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
      // With neither a branch nor a way out of the loop, many bytes are looked at at once.
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

  /// 1 for one of the five characters of markup, else 0: `&`, `'`, `"`; `<` and `>`, which differ in one bit.
  @inline(__always)
  private static func markup(_ byte: UInt8) -> UInt8 {
    (byte == 0x26 ? 1 : 0) | (byte == 0x27 ? 1 : 0) | (byte == 0x22 ? 1 : 0) | (byte & 0xFD == 0x3C ? 1 : 0)
  }

  /// One part of a path, percent-decoded; nil where an escape is broken, or what comes out is no UTF-8 or holds a control
  /// character.
  public static func percentDecoded(_ part: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(part.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      // `UInt8(_:radix:)` takes a sign too.
      guard rest.count >= 2, rest.prefix(2).allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    return text.unicodeScalars.contains { $0.properties.generalCategory == .control } ? nil : text
  }

  /// An address's path made fit for a `Location`: what stands percent-encoded there already stays as it is.
  public static func location(_ path: String) -> String {
    path.split(separator: "%", omittingEmptySubsequences: false).map { percentEncoded($0.utf8) }.joined(separator: "%")
  }

  /// Bytes percent-encoded for an address's path or a query's value (RFC 3986, 2.1): unreserved characters and slashes
  /// stay.
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
  /// Fit for an address's path or a query's value.
  public var percentEncoded: String { Escaping.percentEncoded(utf8) }
  /// Fit for one part of an address's path: a slash in it does not end the part.
  public var pathPart: String {
    percentEncoded.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
  }
}
