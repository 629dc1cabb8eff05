import Wording

// What is compared with the log as one text each. The log has hashes in place of words.
extension AuditReplay {
  /// An appeal, with the hashes of its words. The log has hashes in their place.
  func text(_ appeal: Appeal?, isHashed: Bool) -> Bilingual {
    guard let appeal else { return Bilingual("none", "无") }
    func hash(_ words: String) -> String { isHashed || words.isEmpty ? words : AuditText.hash(of: words) }
    var parts = [
      appeal.level.rawValue, appeal.firstDecider.rawValue, hash(appeal.firstNote), hash(appeal.words),
      appeal.filedAt.iso8601,
    ]
    if let decision = appeal.decision {
      parts += [decision.outcome.rawValue, decision.decider.rawValue, hash(decision.note), decision.time.iso8601]
    }
    let text = parts.joined(separator: " ")
    return Bilingual(text, text)
  }

  /// Second looks, with the hashes of their words. Of a return that asked for nothing, the log has no words.
  func text(_ looks: [SecondLook], isHashed: Bool) -> Bilingual {
    func hash(_ note: String) -> String { isHashed ? note : AuditText.hash(of: note) }
    let parts = looks.map { look in
      let isTold = look.first.result != .returned || look.first.faults.contains { $0.material != nil }
      let faults = isTold ? look.first.faults.map { "\($0.material?.rawValue ?? "")/\(hash($0.note))" } : []
      let second = look.second.map { given in
        let hash = isHashed ? given.verdict.faults.first?.note ?? "" : given.verdict.hash
        return [given.reviewer.rawValue, given.verdict.result.rawValue, hash, given.time.iso8601]
      }
      return
        ([
          look.level.rawValue, "\(look.version)", look.firstDecider.rawValue, look.first.result.rawValue,
          look.drawnAt.iso8601, look.lapsedAt?.iso8601 ?? "-",
        ] + faults + (second ?? [])).joined(separator: " ")
    }
    let text = parts.joined(separator: "; ")
    return parts.isEmpty ? Bilingual("none", "无") : Bilingual(text, text)
  }

  /// Conflicts of interest, with the hashes of their reasons.
  func text(_ conflicts: [StaffName: Conflict], isHashed: Bool) -> Bilingual {
    let parts = conflicts.sorted { $0.key < $1.key }.map { name, conflict in
      let reason = isHashed ? conflict.reason : AuditText.hash(of: conflict.reason)
      return [name.rawValue, conflict.kind.rawValue, reason, conflict.declaredBy, conflict.declaredAt.iso8601]
        .joined(separator: " ")
    }
    let text = parts.joined(separator: "; ")
    return parts.isEmpty ? Bilingual("none", "无") : Bilingual(text, text)
  }
}
