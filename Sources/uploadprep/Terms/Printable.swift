/// Formats text for a terminal.
enum Printable {
  /// A file's name with control characters escaped, so that it can neither break a line nor send commands to the
  /// terminal.
  static func name(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        text += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// The number of columns that a text takes on a terminal: two for East Asian wide characters (UAX #11), none for
  /// combining marks.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: sum
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        sum + 2
      default: sum + 1
      }
    }
  }

  /// The text wrapped to a number of columns, each line indented. A line may break between any two Chinese characters,
  /// but never before a closing punctuation mark.
  static func wrapped(_ text: String, to columns: Int, indentation: Int) -> String {
    let margin = String(repeating: " ", count: indentation)
    let room = max(16, columns - indentation)
    var lines: [String] = []
    var line = ""
    for piece in pieces(of: text) {
      if width(line) + width(piece.trailingSpacesDropped) > room, !line.isEmpty {
        lines.append(line.trailingSpacesDropped)
        line = ""
      }
      line += piece
    }
    lines.append(line.trailingSpacesDropped)
    return lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
  }

  /// The units that no line break may split: words with the spaces after them, and wide characters with the
  /// punctuation around them.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    for character in text {
      let joins: Bool
      if let last = pieces.last?.last {
        let isWord = width(String(character)) == 1 && width(String(last)) == 1 && last != " "
        joins = character == " " || "，。、；：？！）”》…".contains(character) || "（“《".contains(last) || isWord
      } else {
        joins = false
      }
      if joins { pieces[pieces.count - 1].append(character) } else { pieces.append(String(character)) }
    }
    return pieces
  }

  /// The text padded with spaces to a width in columns.
  static func pad(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - width(text)))
  }
}

extension String {
  fileprivate var trailingSpacesDropped: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
