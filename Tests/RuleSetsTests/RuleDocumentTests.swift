import Foundation
import RuleSets
import Testing
import Yams

/// `docs/rules.schema.json` and `docs/rules.md`, and what the reader of rules says of keys.
@Suite("What is written about rules") struct RuleDocumentTests {
  typealias Object = [String: Any]

  private static let docs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs")
  private let guide: String
  private let schema: Object
  private let definitions: [String: Object]
  /// The rule set with every key that the guide ends with.
  private let example: String

  init() throws {
    guide = try String(contentsOf: Self.docs.appending(path: "rules.md"), encoding: .utf8)
    let data = try Data(contentsOf: Self.docs.appending(path: "rules.schema.json"))
    schema = try #require(try JSONSerialization.jsonObject(with: data) as? Object)
    definitions = try #require(schema["$defs"] as? [String: Object])
    example = guide.components(separatedBy: "```yaml\n")[1].components(separatedBy: "```")[0]
  }

  private func properties(_ part: Object) -> [String: Object] { part["properties"] as? [String: Object] ?? [:] }

  private func resolved(_ part: Object) -> Object {
    guard let name = (part["$ref"] as? String)?.split(separator: "/").last else { return part }
    return definitions[String(name)] ?? part
  }

  /// The mappings of the schema by their paths in a rule set.
  private func mappings(_ part: Object, at path: [String] = []) -> [(path: [String], part: Object)] {
    let part = resolved(part)
    let choices = part["oneOf"] as? [Object] ?? []
    guard part["properties"] != nil else { return choices.flatMap { mappings($0, at: path) } }
    return [(path, part)]
      + properties(part).sorted { $0.key < $1.key }.flatMap { mappings($0.value, at: path + [$0.key]) }
  }

  /// What is wrong with a value by the schema, by paths; the subset of JSON Schema that the file uses.
  private func faults(_ value: Any, _ part: Object, at path: String = "") -> [String] {
    let part = resolved(part)
    if let choices = part["oneOf"] as? [Object] {
      return choices.contains { faults(value, $0, at: path).isEmpty } ? [] : ["\(path): none of the choices"]
    }
    if let choices = part["enum"] as? [String], !choices.contains("\(value)") {
      return ["\(path): not one of the values"]
    }
    switch (part["type"] as? String, value) {
    case (nil, _): return []
    case ("object", let value as [String: Any]):
      let known = properties(part)
      return (part["required"] as? [String] ?? []).filter { value[$0] == nil }.map { "\(path): no \($0)" }
        + value.flatMap { key, inner in
          known[key].map { faults(inner, $0, at: "\(path).\(key)") } ?? ["\(path): unknown \(key)"]
        }
    case ("array", let value as [Any]):
      return value.flatMap { faults($0, part["items"] as? Object ?? [:], at: path + "[]") }
    case ("integer", let value as Int), ("number", let value as Int):
      let range = (part["minimum"] as? Int ?? .min)...(part["maximum"] as? Int ?? .max)
      return range.contains(value) ? [] : ["\(path): out of range"]
    case ("number", is Double), ("boolean", is Bool): return []
    case ("string", _) where !(value is [Any]) && !(value is [String: Any]):
      guard let pattern = part["pattern"] as? String, let text = value as? String else { return [] }
      return text.range(of: pattern, options: .regularExpression) == nil ? ["\(path): not \(pattern)"] : []
    default: return ["\(path): wrong type"]
    }
  }

  private func mistakes(_ yaml: String) -> [String] {
    do throws(RuleSetError) {
      _ = try RuleSet(yaml: yaml)
      return []
    } catch {
      return error.mistakes.map(\.message.english)
    }
  }

  /// A rule set without mistakes that has only a value at a path, and what must be there.
  private func minimal(_ path: [String], _ value: String) -> String {
    let head = "id: example\nname: {en: a, zh: b}\nsource: {title: a, read: 2026-11-28}\n"
    guard let first = path.first else { return head + value + "\n" }
    let lines = head.components(separatedBy: "\n").filter { !$0.hasPrefix(first + ":") }
    return lines.joined(separator: "\n") + path.dropLast().map { "\($0): {" }.joined() + "\(path.last!): \(value)"
      + String(repeating: "}", count: path.count - 1) + "\n"
  }

  @Test("The guide's example has every key, and is a rule set by the reader and by the schema") func exampleIsSound()
    throws
  {
    #expect(mistakes(example).isEmpty)
    let value = try load(yaml: example) ?? ""
    #expect(faults(value, schema).isEmpty)
    for (path, part) in mappings(schema) where path != ["fit"] && path != ["note"] {
      for key in properties(part).keys {
        #expect(example.contains("\(key):"), "\(path.joined(separator: ".")).\(key)")
      }
    }
  }

  @Test("The schema accepts every built-in rule set", arguments: RuleSet.shippedIDs) func shipped(id: String) throws {
    let yaml = try #require(RuleSet.shippedYAML(id))
    let value = try load(yaml: yaml) ?? ""
    #expect(faults(value, schema) == [])
  }

  @Test("The schema refuses unknown keys and wrong values") func refused() throws {
    for lines in ["x: 1", "dpi: 0", "bytes: {maximum: lots}", "fit: {pad: whitish}", "ratio: \"3\"", "formats: [gif]"] {
      let value = try load(yaml: minimal([], lines)) ?? ""
      #expect(!faults(value, schema).isEmpty, "\(lines)")
      #expect(!mistakes(minimal([], lines)).isEmpty, "\(lines)")
    }
  }

  @Test("The reader knows exactly the keys of the schema") func keys() {
    for (path, part) in mappings(schema) {
      let yaml = minimal(path + ["unknown-key"], "1")
      let mistake = mistakes(yaml).first { $0.hasPrefix("`unknown-key`") } ?? ""
      let names = mistake.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        .dropFirst()
      #expect(Set(names) == Set(properties(part).keys), "\(path.joined(separator: "."))")
    }
  }

  @Test("Exactly the keys that the schema requires must be there") func required() {
    for (path, part) in mappings(schema) where !properties(part).isEmpty && path != ["fit"] {
      let required = Set(part["required"] as? [String] ?? [])
      let found = mistakes(minimal(path.isEmpty ? ["x"] : path, "{}")).filter { $0.hasSuffix(" is missing.") }
      let names = Set(found.map { $0.components(separatedBy: "`")[1] })
      // The head of the minimal rule set has the keys that are required on top.
      #expect(path.isEmpty ? names.isEmpty : names == required || required == ["colours"], "\(path): \(names)")
    }
    #expect(mistakes("dpi: 300").filter { $0.hasSuffix(" is missing.") }.count == 3)
  }

  @Test("The guide's tables have the schema's keys, defaults and meanings, and examples that are read") func tables()
    throws
  {
    let parts = mappings(schema)
    let sections = guide.components(separatedBy: "\n## ").dropFirst().filter { $0.contains("| key |") }
    var known = Set<[String]>()
    for section in sections {
      let rows = section.components(separatedBy: "\n").filter { $0.hasPrefix("| `") }.map {
        $0.components(separatedBy: " | ")
      }
      let names = rows.map { $0[0].filter { !"|` ".contains($0) } }
      let matching = parts.filter { Set(properties($0.part).keys) == Set(names) }
      #expect(!matching.isEmpty, "\(names)")
      for (path, part) in matching {
        known.insert(path)
        for (name, row) in zip(names, rows) {
          let property = try #require(properties(part)[name])
          if let meaning = property["description"] as? String, names != ["minimum", "maximum"] {
            #expect(row[4].hasPrefix(meaning), "\(name)")
          }
          let standard = row[2]
          if let value = property["default"], (value as? [Any])?.isEmpty != true {
            let text =
              (value as? [String]).map { "[\($0.joined(separator: ", "))]" }
              ?? (property["type"] as? String == "boolean" ? "\(value as? Bool ?? false)" : "\(value)")
            #expect(standard == text, "\(name)")
          } else {
            #expect(["required", "none"].contains(standard), "\(name)")
          }
          if names == ["minimum", "maximum"] || names == ["en", "zh"] { continue }
          let example = row[3].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
          let wrong = mistakes(minimal(path + [name], example)).filter {
            $0.hasPrefix("`\(name)` ") && $0.contains("must be")
          }
          #expect(wrong.isEmpty, "\(path) \(name): \(example)")
        }
      }
    }
    #expect(known == Set(parts.map(\.path)))
  }
}
