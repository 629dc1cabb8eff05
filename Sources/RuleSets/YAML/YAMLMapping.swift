import Wording
import Yams

/// A YAML mapping whose members are read by name. It reports every missing, wrong and unknown member.
///
/// Yams parses the text, but its decoder of `Codable` types is not used: that stops at the first mistake, and whoever
/// writes a file needs all mistakes with their lines.
package final class YAMLMapping {
  private let mapping: Node.Mapping
  private let mistakes: FileMistakes
  /// The members that were read, in order, with the number of mistakes before each.
  private var asked: [(key: String, mistakesBefore: Int)] = []
  /// The line on which it begins.
  package let line: Int

  /// The mapping at a node. For any other node, it is nil and a mistake is reported.
  package init?(_ node: Node, line: Int, _ mistakes: FileMistakes) {
    guard case .mapping(let mapping) = node else {
      mistakes.add(node.mark?.line ?? line, "Here `name: value` pairs are expected.", "此处应为“名称: 值”形式的内容。")
      return nil
    }
    self.mapping = mapping
    self.mistakes = mistakes
    self.line = node.mark?.line ?? line
  }

  /// A member's node; nil if it is absent or null.
  package func node(_ key: String) -> Node? {
    if asked.last?.key != key { asked.append((key, mistakes.count)) }
    guard let node = mapping[key], node != Node("null", Tag(.null)), node.null == nil else { return nil }
    return node
  }

  /// Whether members were read without mistakes, so that a check of them does not report an earlier mistake again.
  package func areSound(_ keys: String...) -> Bool {
    asked.indices.filter { keys.contains(asked[$0].key) }.allSatisfy { index in
      let after = index + 1 < asked.count ? asked[index + 1].mistakesBefore : mistakes.count
      return asked[index].mistakesBefore == after
    }
  }

  private func line(of node: Node) -> Int { node.mark?.line ?? line }

  private func required(_ key: String) -> Node? {
    guard let node = node(key) else {
      mistakes.add(line, "`\(key)` is missing.", "缺少 `\(key)`。")
      return nil
    }
    return node
  }

  /// A required text.
  package func text(_ key: String) -> String {
    guard let node = required(key) else { return "" }
    guard let text = node.scalar?.string, !text.isEmpty else {
      mistakes.add(line(of: node), "`\(key)` must be a text.", "`\(key)` 应为文字。")
      return ""
    }
    return text
  }

  /// An optional text.
  package func optionalText(_ key: String) -> String? { node(key) == nil ? nil : text(key) }

  /// A required sentence in both languages, `{en: …, zh: …}`.
  package func bilingual(_ key: String) -> Bilingual {
    guard let node = required(key), let both = YAMLMapping(node, line: line, mistakes) else { return Bilingual("", "") }
    defer { both.finish() }
    return Bilingual(both.text("en"), both.text("zh"))
  }

  /// An optional sentence in both languages.
  package func optionalBilingual(_ key: String) -> Bilingual? { node(key) == nil ? nil : bilingual(key) }

  /// A Boolean; if it is absent, the default, or a mistake where there is no default.
  package func flag(_ key: String, default value: Bool? = nil) -> Bool {
    guard let node = value == nil ? required(key) : node(key) else { return value ?? false }
    guard let flag = node.bool else {
      mistakes.add(line(of: node), "`\(key)` must be true or false.", "`\(key)` 应为 true 或 false。")
      return value ?? false
    }
    return flag
  }

  /// An integer in a range; if it is absent, the default, or a mistake where there is no default.
  package func number(_ key: String, in range: ClosedRange<Int>, default value: Int? = nil) -> Int {
    guard let node = value == nil ? required(key) : node(key) else { return value ?? range.lowerBound }
    guard let number = node.int, range.contains(number) else {
      mistakes.add(
        line(of: node), "`\(key)` must be a whole number from \(range.lowerBound) to \(range.upperBound).",
        "`\(key)` 应为 \(range.lowerBound) 至 \(range.upperBound) 的整数。")
      return range.lowerBound
    }
    return number
  }

  /// A share from 0% to 100%, such as `2%`, in ten-thousandths.
  package func share(_ key: String) -> Int {
    guard let node = required(key) else { return 0 }
    guard let text = node.scalar?.string, let percent = Double(text.hasSuffix("%") ? String(text.dropLast()) : "-"),
      (0...100).contains(percent)
    else {
      mistakes.add(
        line(of: node), "`\(key)` must be a share from 0% to 100%, such as 2%.", "`\(key)` 应为 0% 至 100% 的比例，如 2%。")
      return 0
    }
    return Int((percent * 100).rounded())
  }

  /// A decimal number in a range; if it is absent, the default.
  package func decimal(_ key: String, in range: ClosedRange<Double>, default value: Double) -> Double {
    guard let node = node(key) else { return value }
    guard let number = node.float ?? node.int.map(Double.init), range.contains(number) else {
      mistakes.add(
        line(of: node), "`\(key)` must be a number from \(range.lowerBound) to \(range.upperBound).",
        "`\(key)` 应为 \(range.lowerBound) 至 \(range.upperBound) 的数。")
      return value
    }
    return number
  }

  /// A size in bytes in a range, with or without a unit: `200k`.
  ///
  /// - Parameter kilobyte: How many bytes `k` and `KB` mean; `KiB` is always 1,024.
  package func size(_ key: String, in range: ClosedRange<Int>, kilobyte: Int = 1000) -> Int {
    guard let node = required(key) else { return range.lowerBound }
    let size = node.scalar.flatMap { ByteCount.parse($0.string, kilobyte: kilobyte) }
    guard let size, range.contains(size) else {
      mistakes.add(
        line(of: node),
        "`\(key)` must be a size from \(range.lowerBound) to \(range.upperBound) bytes, such as 200000, 200k or 200KiB.",
        "`\(key)` 应为 \(range.lowerBound) 至 \(range.upperBound) 字节的大小，如 200000、200k 或 200KiB。")
      return range.lowerBound
    }
    return size
  }

  /// A size that was read before, with another meaning of the kilobyte; nil where that makes no difference.
  package func otherSize(_ key: String, kilobyte: Int, than size: Int) -> Int? {
    guard let other = node(key)?.scalar.flatMap({ ByteCount.parse($0.string, kilobyte: kilobyte) }) else { return nil }
    return other == size ? nil : other
  }

  /// A case of an enumeration by its raw value; if it is absent, the default, or a mistake where there is no default.
  package func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, default value: Choice? = nil) -> Choice
  where Choice.RawValue == String {
    let fallback = value ?? Choice.allCases.first!
    guard let node = value == nil ? required(key) : node(key) else { return fallback }
    return choice(of: node, key) ?? fallback
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(of node: Node, _ key: String) -> Choice?
  where Choice.RawValue == String {
    if let choice = node.scalar.flatMap({ Choice(rawValue: $0.string) }) { return choice }
    let names = Bilingual.list(Choice.allCases.map { "`\($0.rawValue)`" })
    mistakes.add(
      line(of: node), "`\(key)` must be one of: \(names.english).", "`\(key)` 应为以下之一：\(names.chinese)。")
    return nil
  }

  /// A list of cases of an enumeration by their raw values.
  package func choices<Choice: RawRepresentable & CaseIterable>(_ key: String) -> [Choice]
  where Choice.RawValue == String {
    nodes(key).compactMap { choice(of: $0, key) }
  }

  /// A list of texts; empty where it is absent.
  package func texts(_ key: String) -> [String] {
    nodes(key).compactMap { node in
      if let text = node.scalar?.string { return text }
      mistakes.add(line(of: node), "`\(key)` must be a list of texts.", "`\(key)` 应为文字列表。")
      return nil
    }
  }

  /// A list of mappings; empty where it is absent.
  package func mappings(_ key: String) -> [YAMLMapping] {
    nodes(key).compactMap { YAMLMapping($0, line: line, mistakes) }
  }

  /// An optional mapping.
  package func mapping(_ key: String) -> YAMLMapping? { node(key).flatMap { YAMLMapping($0, line: line, mistakes) } }

  /// A required mapping.
  package func requiredMapping(_ key: String) -> YAMLMapping? {
    required(key).flatMap { YAMLMapping($0, line: line, mistakes) }
  }

  private func nodes(_ key: String) -> [Node] {
    guard let node = node(key) else { return [] }
    guard case .sequence(let sequence) = node else {
      mistakes.add(line(of: node), "`\(key)` must be a list.", "`\(key)` 应为列表。")
      return []
    }
    return Array(sequence)
  }

  /// Reports a mistake at the line of the member that a path of keys names, or of the nearest one above it that is there.
  package func mistake(atPath path: String, _ sentence: Bilingual) {
    var (mapping, found) = (mapping, line)
    for key in path.split(separator: ".") {
      guard let node = mapping[String(key)] else { break }
      found = line(of: node)
      guard case .mapping(let inner) = node else { break }
      mapping = inner
    }
    mistakes.add(found, sentence.english, sentence.chinese)
  }

  /// The number of mistakes in the whole file so far.
  package var mistakeCount: Int { mistakes.count }

  /// Reports a mistake at a member's line.
  package func mistake(at key: String, _ english: String, _ chinese: String) {
    mistakes.add(mapping[key].map(line(of:)) ?? line, english, chinese)
  }

  /// Reports members that were never read: usually misspelt names.
  package func finish() {
    var seen: Set<String> = []
    let names = asked.filter { seen.insert($0.key).inserted }.map { "`\($0.key)`" }
    for (key, _) in mapping {
      let name = key.scalar?.string ?? ""
      guard !asked.contains(where: { $0.key == name }) else { continue }
      let known = Bilingual.list(names)
      mistakes.add(
        line(of: key), "`\(name)` is not known here. Known are: \(known.english).",
        "此处没有 `\(name)` 这一项，可用的有：\(known.chinese)。")
    }
  }
}
