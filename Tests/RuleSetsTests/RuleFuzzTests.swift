import Foundation
import ImageKit
import Testing

@testable import RuleSets

/// Files of rules with random keys and values, the same in every run.
private struct RandomRules {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  private mutating func one<Element>(of list: [Element]) -> Element { list[below(list.count)] }

  private static let keys = [
    "id", "name", "note", "source", "bytes", "pixels", "ratio", "fit", "dpi", "formats", "makes", "colour",
    "background",
    "fileName", "set", "watermark", "notChecked", "minimum", "maximum", "makeAtLeast", "makeAtMost", "k", "width",
    "height", "longSide", "shortSide", "enlarge", "value", "tolerance", "pad", "crop", "colours", "pattern", "folder",
    "files", "totalBytes", "onePDF", "title", "url", "read", "en", "zh", "x",
  ]
  private static let values = [
    "0", "1", "-1", "295", "413", "20k", "45KB", "1.5MB", "9223372036854775807", "-9223372036854775808",
    "99999999999999999999k", "9999999999GiB", ".nan", ".inf", "-.inf", "1e308", "1e-308", "0x7fffffffffffffff", "true",
    "~", "''", "\"3:4\"", "3:4", "\"0:0\"", "\"1e308:1e-308\"", "\"-3:4\"", "jpeg", "png", "white", "\"#12345G\"",
    "\"#FFFFFF\"", "centre", "page", "refuse", "either", "1024", "1000", "\"{id-number}.jpg\"", "\"{\"", "\"..\"",
    "\"\\u0000\"", "\"\\uFFFF\"", "2026-11-28", "9999-99-99", "\"💥\"", "&a x", "*a", "!!binary aGk=", "!!int x",
    "? x", "[jpeg, png]", "[1, [2, [3]]]", "{en: a, zh: b}", "{minimum: 5, maximum: 4}", "{pad: white}",
    "[white, \"#438EDB\"]", "black-and-white", "required", "forbidden", "|\n  text", "https://example.org", "example",
  ]

  private mutating func mapping(_ depth: Int) -> String {
    let indentation = String(repeating: "  ", count: depth)
    return (0..<below(8)).map { _ in
      let key = one(of: Self.keys)
      if depth < 3, below(3) == 0 {
        let inner = mapping(depth + 1)
        return inner.isEmpty ? "\(indentation)\(key):\n" : "\(indentation)\(key):\n\(inner)"
      }
      return "\(indentation)\(key): \(one(of: Self.values))\n"
    }.joined()
  }

  /// A file that is often a rule set with wrong values, and sometimes no YAML.
  mutating func file() -> String {
    let head = "id: example\nname: {en: a, zh: b}\nsource: {title: a, read: 2026-11-28}\n"
    var text = (below(4) > 0 ? head : "") + mapping(0)
    for _ in 0..<(below(3) == 0 ? below(6) : 0) {
      var bytes = Array(text.utf8)
      guard !bytes.isEmpty else { break }
      switch below(3) {
      case 0: bytes[below(bytes.count)] = UInt8(below(256))
      case 1: bytes.remove(at: below(bytes.count))
      default: bytes.insert(UInt8(below(256)), at: below(bytes.count))
      }
      text = String(decoding: bytes, as: UTF8.self)
    }
    return text
  }
}

@Suite("Random rules") struct RuleFuzzTests {
  @Test("Files of random rules are read or refused with a line, and rules that are read can be met") func random() {
    // Scripts/fuzz-rules sets the number.
    let count = ProcessInfo.processInfo.environment["RULES_FUZZ"].flatMap { Int($0) } ?? 1_500
    var random = RandomRules(seed: 17)
    var read = 0
    for _ in 0..<count {
      let yaml = random.file()
      do throws(RuleSetError) {
        let rules = try RuleSet(yaml: yaml).pictures
        read += 1
        #expect(rules.contradictions.isEmpty, "\(yaml)")
        _ = rules.findings(onSetOf: 1, bytes: 1)
        _ = rules.pixels.accepts(width: 295, height: 413)
        _ = rules.ratio?.accepts(width: 1, height: 1)
      } catch {
        #expect(error.mistakes.allSatisfy { $0.line >= 0 && !$0.message.english.isEmpty } && !error.mistakes.isEmpty)
      }
    }
    #expect(read > 0 && read < count)
  }
}
