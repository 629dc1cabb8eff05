import Foundation
import ReviewStore
import Testing
import Yams

/// What the tests read of a JSON Schema.
private struct Schema: Decodable, Sendable {
  let reference: String?
  let description: String?
  let isInteger: Bool
  let isList: Bool
  /// The default as YAML; nil where there is none, or an empty list.
  let standard: String?
  let minimum: Int?
  let maximum: Int?
  let choices: [String]?
  /// The schema of a list's items, as a list of one.
  let items: [Schema]
  let properties: [String: Schema]?
  let required: Set<String>
  let definitions: [String: Schema]

  enum CodingKeys: String, CodingKey {
    case reference = "$ref"
    case definitions = "$defs"
    case choices = "enum"
    case standard = "default"
    case description, type, minimum, maximum, items, properties, required
  }

  init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    reference = try keys.decodeIfPresent(String.self, forKey: .reference)
    description = try keys.decodeIfPresent(String.self, forKey: .description)
    let type = try? keys.decodeIfPresent(String.self, forKey: .type)
    isInteger = type == "integer"
    isList = type == "array"
    standard =
      (try? keys.decode(Bool.self, forKey: .standard)).map { "\($0)" }
      ?? (try? keys.decode(Int.self, forKey: .standard)).map { "\($0)" }
      ?? (try? keys.decode(String.self, forKey: .standard))
    minimum = try keys.decodeIfPresent(Int.self, forKey: .minimum)
    maximum = try keys.decodeIfPresent(Int.self, forKey: .maximum)
    choices = try keys.decodeIfPresent([String].self, forKey: .choices)
    items = try keys.decodeIfPresent(Schema.self, forKey: .items).map { [$0] } ?? []
    properties = try keys.decodeIfPresent([String: Schema].self, forKey: .properties)
    required = try keys.decodeIfPresent(Set<String>.self, forKey: .required) ?? []
    definitions = try keys.decodeIfPresent([String: Schema].self, forKey: .definitions) ?? [:]
  }
}

/// `docs/policy.schema.json` and `docs/policies.md`, and what the reader of policies says of keys.
@Suite("What is written about policies") struct PolicyDocumentTests {
  private static let docs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs")

  /// A mapping of the schema: its path in a policy, with `0` for the first element of a list, and its keys.
  fileprivate struct Part: CustomTestStringConvertible, Sendable {
    let path: [String]
    let properties: [String: Schema]
    let required: Set<String>
    var testDescription: String { path.isEmpty ? "a policy" : path.joined(separator: ".") }
  }

  private static let schema =
    (try? JSONDecoder().decode(
      Schema.self, from: Data(contentsOf: docs.appending(path: "policy.schema.json"))))!

  private static let guide = (try? String(contentsOf: docs.appending(path: "policies.md"), encoding: .utf8))!

  /// The policy with every key that the guide ends with.
  private static let example = guide.components(separatedBy: "```yaml\n")[1].components(separatedBy: "```")[0]

  /// Every mapping of the schema.
  fileprivate static func parts(_ schema: Schema = schema, at path: [String] = []) -> [Part] {
    let name = schema.reference?.split(separator: "/").last.map(String.init)
    let schema = name.map { Self.schema.definitions[$0]! } ?? schema
    if let items = schema.items.first { return parts(items, at: path + ["0"]) }
    guard let properties = schema.properties else { return [] }
    let inner = properties.sorted { $0.key < $1.key }.flatMap { parts($0.value, at: path + [$0.key]) }
    return [Part(path: path, properties: properties, required: schema.required)] + inner
  }

  /// The example with a value in place of the one at a path; nil removes it. Nil where the example has no such place.
  private func changed(_ path: [String], to value: Node?) throws -> String? {
    func change(_ node: Node, _ path: ArraySlice<String>) -> Node? {
      guard let key = path.first else { return value }
      if case .sequence(var list) = node {
        guard !list.isEmpty, let inner = change(list[0], path.dropFirst()) else { return nil }
        list[0] = inner
        return .sequence(list)
      }
      guard case .mapping(var mapping) = node else { return nil }
      if path.count == 1 {
        mapping[Node(key)] = value
      } else {
        guard let inner = mapping[Node(key)].flatMap({ change($0, path.dropFirst()) }) else { return nil }
        mapping[Node(key)] = inner
      }
      return .mapping(mapping)
    }
    return try change(#require(try compose(yaml: Self.example)), path[...]).map { try serialize(node: $0) }
  }

  private func mistakes(_ yaml: String) -> [String] {
    do throws(PolicyError) {
      _ = try Policy(yaml: yaml)
      return []
    } catch {
      return error.mistakes.map(\.message.english)
    }
  }

  /// The words in backticks in a mistake, without the first.
  private func names(in mistake: String?) -> Set<String> {
    Set(
      (mistake ?? "").components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element).dropFirst()
    )
  }

  @Test("The guide's example is a policy without a mistake, and names every key")
  func exampleIsSound() {
    #expect(mistakes(Self.example).isEmpty)
    for part in Self.parts() where !part.path.contains("variants") && part.path.last != "when" {
      for key in part.properties.keys {
        #expect(Self.example.contains("\(key):"), "\(part.testDescription): \(key)")
      }
    }
  }

  @Test("The reader knows exactly the keys of the schema", arguments: parts())
  private func keys(part: Part) throws {
    guard let yaml = try changed(part.path + ["unknown-key"], to: "1") else { return }
    let mistake = mistakes(yaml).first { $0.hasPrefix("`unknown-key`") }
    #expect(names(in: mistake) == Set(part.properties.keys))
  }

  @Test("Exactly the keys that the schema requires must be there", arguments: parts())
  private func required(part: Part) throws {
    for key in part.properties.keys {
      guard let yaml = try changed(part.path + [key], to: nil) else { continue }
      let isRefused = !mistakes(yaml).isEmpty
      // A required material, such as the example's first, needs a minimum; others need none.
      #expect(isRefused == (part.required.contains(key) || key == "minimum"), "\(key)")
    }
  }

  @Test("Defaults, ranges and values of the schema are those of the reader", arguments: parts())
  private func values(part: Part) throws {
    for (key, property) in part.properties {
      guard let absent = try changed(part.path + [key], to: nil) else { continue }
      if let standard = property.standard, mistakes(absent).isEmpty {
        let node: Node =
          property.isInteger || ["true", "false"].contains(standard)
          ? try #require(try compose(yaml: standard)) : Node(standard)
        #expect(try Policy(yaml: #require(try changed(part.path + [key], to: node))) == Policy(yaml: absent), "\(key)")
      }
      if let least = property.minimum, let most = property.maximum {
        let wrong = try #require(try changed(part.path + [key], to: "9999999999"))
        #expect(mistakes(wrong).contains { $0.contains("from \(least) to \(most)") }, "\(key)")
      }
      if let choices = property.choices ?? property.items.first?.choices {
        let other = try #require(try changed(part.path + [key], to: property.isList ? ["9"] : "9"))
        let known = names(in: mistakes(other).first { $0.hasPrefix("`\(key)` must be one of") })
        // Stages are states of an application, most of which are no stages.
        #expect(known == Set(choices) || key == "stages" && known.isSuperset(of: choices), "\(key)")
      }
    }
  }

  @Test("The guide's tables have the schema's keys, defaults and meanings")
  func tables() throws {
    let sections = Self.guide.components(separatedBy: "\n## ").dropFirst().dropLast().map { section in
      section.components(separatedBy: "\n").filter { $0.hasPrefix("| `") }.map { $0.components(separatedBy: " | ") }
    }
    var schemas = ([Self.schema] + Self.schema.definitions.values).compactMap(\.properties)
    for rows in sections {
      let keys = rows.map { $0[0].filter { !"|` ".contains($0) } }
      let index = try #require(schemas.firstIndex { Set($0.keys) == Set(keys) }, "\(keys)")
      let properties = schemas.remove(at: index)
      for (key, row) in zip(keys, rows) {
        let property = try #require(properties[key])
        if let meaning = property.description { #expect(row[4].hasPrefix(meaning), "\(key)") }
        if let standard = property.standard { #expect(row[2].filter { $0 != "`" } == standard, "\(key)") }
      }
    }
    #expect(schemas.isEmpty)
  }
}
