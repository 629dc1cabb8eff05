/// Text made safe to stand in pages and addresses.
public enum WebText {
  /// The text with the five characters of markup escaped, for content and for quoted attributes alike.
  public static func escape(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    append(text, to: &escaped)
    return escaped
  }

  /// Adds an escaped text to a page. Most texts hold no markup and are taken as they are.
  static func append(_ text: String, to page: inout String) {
    let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
      var found = false
      for byte in bytes { found = found || isMarkup(byte) }
      return !found
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

  @inline(__always)
  private static func isMarkup(_ byte: UInt8) -> Bool {
    byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0x27
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
  var percentEncoded: String { WebText.percentEncoded(utf8) }
}
