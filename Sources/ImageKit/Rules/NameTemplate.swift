import Wording

/// A file name with fields in braces, such as `{id-number}.jpg`.
///
/// A field's name has letters, digits, hyphens and underscores of any script. `{id-number}` stands for the number of a
/// Chinese identity card, `{number}` for digits, and any other field for any text.
public struct NameTemplate: Sendable, Hashable {
  /// A piece of the template.
  public enum Part: Sendable, Hashable {
    /// Text that stands in every name.
    case text(String)
    /// A field, without its braces.
    case field(String)
  }

  /// Why a text is no template.
  public enum Mistake: Error, Sendable, Hashable {
    /// The text is empty, or has more than 200 bytes.
    case length
    /// It holds a character that no file name may have everywhere: `/ \ : * ? " < > |` or a control character.
    case character(Character)
    /// It begins with a dot, or ends with a dot or a space, which some systems hide or drop.
    case edge
    /// A brace has no partner, or there is no good field name between two.
    case brace
    /// Two fields stand side by side, so that a name does not show where one ends.
    case adjacentFields
  }

  /// The text as written.
  public let text: String
  /// Its pieces, in order.
  public let parts: [Part]

  /// The names of its fields, in order.
  public var fields: [String] {
    parts.compactMap { if case .field(let name) = $0 { name } else { nil } }
  }

  /// Reads a template.
  public init(_ text: String) throws(Mistake) {
    guard !text.isEmpty, text.utf8.count <= 200 else { throw .length }
    if let character = text.first(where: Self.isUnsafe) { throw .character(character) }
    guard text.first != ".", text.last != ".", text.last != " " else { throw .edge }
    var parts: [Part] = []
    var rest = text[...]
    while let first = rest.first {
      if first == "{" {
        guard let end = rest.firstIndex(of: "}") else { throw .brace }
        let name = rest[..<end].dropFirst()
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) else {
          throw .brace
        }
        if case .field? = parts.last { throw .adjacentFields }
        parts.append(.field(String(name)))
        rest = rest[end...].dropFirst()
      } else {
        let run = rest.prefix { $0 != "{" }
        guard !run.contains("}") else { throw .brace }
        parts.append(.text(String(run)))
        rest = rest[run.endIndex...]
      }
    }
    self.text = text
    self.parts = parts
  }

  /// Whether a character may not stand in a file name on every common system.
  public static func isUnsafe(_ character: Character) -> Bool {
    "/\\:*?\"<>|".contains(character)
      || character.unicodeScalars.contains { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: false
        }
      }
  }

  /// The name with its fields filled in; the first field without a value as an error.
  public func filled(with value: (String) -> String?) throws(MissingField) -> String {
    var name = ""
    for part in parts {
      switch part {
      case .text(let text): name += text
      case .field(let field):
        guard let value = value(field) else { throw MissingField(name: field) }
        name += value
      }
    }
    return name
  }

  /// A field for which there is no value.
  public struct MissingField: Error, Sendable, Hashable {
    /// The field's name.
    public let name: String
  }

  /// The extension in lower case, where the text after the last field has one; otherwise nil.
  public var ending: String? {
    guard case .text(let last)? = parts.last, let dot = last.lastIndex(of: ".") else { return nil }
    return String(last[dot...].dropFirst()).lowercased()
  }

  /// Whether a file's name follows the template. Without an extension in the template, the name's is ignored. Case
  /// matters except in the extension.
  public func matches(_ name: String) -> Bool {
    var name = Self.loweringEnding(of: name)
    var parts = parts
    if ending == nil {
      if let dot = name.lastIndex(of: ".") { name = String(name[..<dot]) }
    } else if case .text(let last)? = parts.last {
      parts[parts.count - 1] = .text(Self.loweringEnding(of: last))
    }
    let characters = Array(name)
    // The positions at which the pieces so far can end.
    var ends: Set<Int> = [0]
    for part in parts {
      var next: Set<Int> = []
      switch part {
      case .text(let text):
        let text = Array(text)
        for start in ends where characters.dropFirst(start).starts(with: text) { next.insert(start + text.count) }
      case .field(let field):
        for start in ends where start < characters.count {
          for end in start + 1...characters.count where Self.fits(characters[start..<end], field) { next.insert(end) }
        }
      }
      ends = next
    }
    return ends.contains(characters.count)
  }

  private static func loweringEnding(of name: String) -> String {
    guard let dot = name.lastIndex(of: ".") else { return name }
    return name[..<dot] + name[dot...].lowercased()
  }

  /// Whether a text can be a field's value.
  private static func fits(_ text: ArraySlice<Character>, _ field: String) -> Bool {
    func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
    switch field {
    case "id-number":
      return text.count == 15 && text.allSatisfy(isDigit)
        || text.count == 18 && text.dropLast().allSatisfy(isDigit) && (isDigit(text.last!) || "Xx".contains(text.last!))
    case "number": return text.allSatisfy(isDigit)
    default: return true
    }
  }
}
