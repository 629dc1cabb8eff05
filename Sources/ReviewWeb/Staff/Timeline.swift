import ReviewStore
import Wording

/// The log of one application, in words.
enum Timeline {
  /// A line an entry.
  static func rows(_ entries: some Sequence<AuditEntry>, _ language: Language) -> [[String: Any]] {
    entries.map { entry in
      [
        "time": entry.time.forPeople, "actor": entry.actorName.text(in: language),
        "action": entry.actionName.text(in: language), "kind": entry.action, "sequence": entry.sequence,
        "hash": String(entry.hash.prefix(12)), "changes": changes(entry),
      ]
    }
  }

  /// What is there after and was not before, shortened to be read.
  private static func changes(_ entry: AuditEntry) -> [String] {
    entry.news.map(\.text).map { part in
      // A hash, after the picture's place or the message's kind.
      guard let sign = part.lastIndex(where: { $0 == "=" || $0 == ":" }), part[sign...].count == 65 else {
        return part
      }
      return String(part[...sign]) + String(part[sign...].dropFirst().prefix(12)) + "…"
    }
  }
}
