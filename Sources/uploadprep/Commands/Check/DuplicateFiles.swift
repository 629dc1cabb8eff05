import ImageKit
import Wording

extension CheckedFile {
  /// Looks whether a picture seen before shows the same, tells so, and adds this one to those seen.
  mutating func compare(with seen: inout DuplicateIndex<String>) {
    guard let hash else { return }
    if let first = seen.find(hash) {
      let name = Printable.name(first)
      findings.append(
        Finding(
          .duplicate, .warning,
          Bilingual(
            "It shows the same as \(name). Each page is needed once: leave one of the two out.",
            "与 \(name) 内容相同。同一页面只需一张，请保留其中一张。")))
    }
    seen.insert(hash, path)
  }
}
