import ImageKit
import ReviewStore
import Wording

extension Status {
  /// The status as one line of text.
  func line(in language: Language) -> String {
    var parts = [Printable.name(registration), state.name.text(in: language)]
    if locked { parts.append("🔒") }
    if let claimedBy { parts.append(Bilingual("held by \(claimedBy)", "\(claimedBy) 正在审核").text(in: language)) }
    if let reactBy {
      parts.append(Bilingual("react by \(reactBy.forPeople)", "请在 \(reactBy.forPeople) 前处理").text(in: language))
    }
    if overdue { parts.append(Bilingual("overdue", "已超时").text(in: language)) }
    return parts.joined(separator: "  ")
  }
}

extension MaterialStatus {
  /// The material and its pictures as lines of text.
  func lines(in language: Language, marksRequired: Bool) -> String {
    let star = required && marksRequired ? " *" : ""
    let count = pictures.count { $0.picture != nil }
    let head = "\(rule.id)  \(rule.name.text(in: language))\(star)  \(count)/\(maximum)"
    return
      ([head]
      + pictures.map { picture in
        let label = picture.label.map { " " + $0.text(in: language) } ?? ""
        let size = picture.picture.map { "  " + ByteCount.size($0.bytes) } ?? ""
        let note = picture.note.map { "  " + Printable.name($0) } ?? ""
        let before =
          picture.acceptedBefore ? Bilingual("  (accepted before)", "（此前已通过）").text(in: language) : ""
        let line = "  \(picture.position)\(label)  \(picture.state.name.text(in: language))\(size)\(before)\(note)"
        return ([line] + picture.remarks(in: language)).joined(separator: "\n")
      }).joined(separator: "\n")
  }
}

extension PictureStatus {
  /// The findings about the picture, one line each.
  fileprivate func remarks(in language: Language) -> [String] {
    let shared = sameUnder.isEmpty ? nil : Bilingual.list(sameUnder.map { Printable.name($0) })
    return [number?.words].compactMap { $0.map { "    " + $0.text(in: language) } }
      + findings.map { "    ⚠ " + $0.message.text(in: language) }
      + (shared.map {
        ["    ⚠ " + Bilingual("The same page is under \($0.english).", "与 \($0.chinese) 有相同页面。").text(in: language)]
      }
        ?? [])
  }
}
