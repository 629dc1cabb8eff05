import Wording

/// How far two reviewers agree on a yes-or-no question, by Cohen's kappa.
public struct Agreement: Sendable, Hashable {
  /// How many both say yes to, only the first, only the second, and none.
  public let both, onlyFirst, onlySecond, neither: Int

  /// The answers of the first and the second reviewer to the same questions.
  init(_ answers: [(first: Bool, second: Bool)]) {
    both = answers.count { $0.first && $0.second }
    onlyFirst = answers.count { $0.first && !$0.second }
    onlySecond = answers.count { !$0.first && $0.second }
    neither = answers.count { !$0.first && !$0.second }
  }

  /// How many questions both answered.
  public var pairs: Int { both + onlyFirst + onlySecond + neither }
  /// How many they answered alike.
  public var agreed: Int { both + neither }

  /// How many pairs would agree by chance, times ``pairs``.
  private var byChance: Int {
    (both + onlyFirst) * (both + onlySecond) + (neither + onlySecond) * (neither + onlyFirst)
  }

  /// Cohen's kappa, from −1 to 1: 1 for full agreement, 0 for as much as by chance. Nil where it is undefined; see ``why``.
  public var kappa: Double? {
    guard why == nil else { return nil }
    return Double(agreed * pairs - byChance) / Double(pairs * pairs - byChance)
  }

  /// Kappa for people: three decimals at most.
  public var kappaForPeople: String? { kappa.map { "\(Double(Int(($0 * 1000).rounded())) / 1000)" } }

  /// Why kappa is undefined; nil where it is defined.
  public var why: Bilingual? {
    if pairs == 0 { return Bilingual("no second look yet", "尚无二次审核") }
    return byChance == pairs * pairs
      ? Bilingual("both always gave the same single answer", "双方结论始终相同且只有一种") : nil
  }
}

/// How far first and second reviewers agree.
public struct AgreementNumbers: Sendable {
  /// Decisions that were drawn; those with a second verdict, those that wait for it, and those that lapsed before add up
  /// to it.
  public let drawn, given, open, lapsed: Int
  /// Whether both passed the application.
  public let overall: Agreement
  /// For each canned reason, and for other words: whether both found it wrong.
  public let reasons: [(reason: String, agreement: Agreement)]
  /// For each exam site: whether both passed the application.
  public let sites: [(site: String, agreement: Agreement)]
  /// The decisions on which both differ: one passed it and the other did not, or for other reasons.
  public let differences: [Difference]

  /// A decision on which both reviewers differ.
  public struct Difference: Sendable {
    /// The registration.
    public let registration: RegistrationNumber
    /// The exam site.
    public let site: String
    /// The second look, with both verdicts.
    public let look: SecondLook
  }

  init(_ looks: [(registration: RegistrationNumber, site: String, look: SecondLook)], under policy: Policy) {
    drawn = looks.count
    open = looks.count { $0.look.isOpen }
    lapsed = looks.count { $0.look.lapsedAt != nil }
    let pairs = looks.compactMap { entry in
      entry.look.second.map {
        (
          registration: entry.registration, site: entry.site, look: entry.look, first: entry.look.first,
          second: $0.verdict
        )
      }
    }
    given = pairs.count
    overall = Agreement(pairs.map { ($0.first.result == .passed, $0.second.result == .passed) })
    reasons = (policy.reasons.map(\.id) + [SecondLook.Fault.other]).map { reason in
      (reason, Agreement(pairs.map { ($0.first.names(reason), $0.second.names(reason)) }))
    }
    sites = Dictionary(grouping: pairs, by: \.site).sorted { $0.key < $1.key }.map { site, pairs in
      (site, Agreement(pairs.map { ($0.first.result == .passed, $0.second.result == .passed) }))
    }
    differences = pairs.filter { pair in
      (pair.first.result == .passed) != (pair.second.result == .passed)
        || Set(pair.first.faults.map(\.reason)) != Set(pair.second.faults.map(\.reason))
    }.map { Difference(registration: $0.registration, site: $0.site, look: $0.look) }
  }
}

extension SecondLook.Verdict {
  /// Whether a reason is among what was found wrong.
  fileprivate func names(_ reason: String) -> Bool { faults.contains { $0.reason == reason } }
}

extension ReviewStore {
  /// How far first and second reviewers agree; for the region's staff, admins and the office. Only second looks that were
  /// given are compared, and those at applications with which the viewer has a conflict of interest are left out.
  ///
  /// - Throws: ``Refusal`` `not-your-level` for site staff.
  public func agreement(for viewer: StaffName? = nil) throws -> AgreementNumbers {
    try engine.read { transaction in
      if let viewer, try self.staff(viewer, transaction).role == .site {
        throw Refusal(.notYourLevel, "The region's staff and admins see how reviewers agree.", "审核一致性由考区工作人员和管理员查看。")
      }
      var looks: [(registration: RegistrationNumber, site: String, look: SecondLook)] = []
      try transaction.eachSecondLook(for: viewer) { looks.append(($0, $1, $2)) }
      return AgreementNumbers(looks, under: policy)
    }
  }
}

extension Agreement {
  /// The agreement for programs; `kappa` is null where it is undefined, and `why` says so.
  public func json(in language: Language) -> JSON {
    [
      "pairs": .integer(pairs), "agreed": .integer(agreed), "both": .integer(both), "onlyFirst": .integer(onlyFirst),
      "onlySecond": .integer(onlySecond), "neither": .integer(neither), "kappa": .optional(kappa),
      "why": .optional(why?.text(in: language)),
    ]
  }
}

extension AgreementNumbers {
  /// The numbers for programs.
  public func json(in language: Language) -> JSON {
    [
      "drawn": .integer(drawn), "given": .integer(given), "open": .integer(open), "lapsed": .integer(lapsed),
      "overall": overall.json(in: language),
      "reasons": .list(
        reasons.map { (["reason": .string($0.reason)] as JSON).adding($0.agreement.json(in: language)) }),
      "sites": .list(sites.map { (["site": .string($0.site)] as JSON).adding($0.agreement.json(in: language)) }),
      "differences": .list(differences.map(\.json)),
    ]
  }
}

extension AgreementNumbers.Difference {
  /// The difference for programs.
  public var json: JSON {
    [
      "registration": .string(registration.rawValue), "site": .string(site), "level": .string(look.level.rawValue),
      "first": look.first.json(by: look.firstDecider, at: look.drawnAt),
      "second": look.second.map { $0.verdict.json(by: $0.reviewer, at: $0.time) } ?? .null,
    ]
  }
}

extension SecondLook.Verdict {
  fileprivate func json(by reviewer: StaffName, at time: Moment) -> JSON {
    [
      "reviewer": .string(reviewer.rawValue), "time": .time(time), "result": .string(result.rawValue),
      "faults": .list(
        faults.map {
          [
            "material": .optional($0.material?.rawValue), "reason": .string($0.reason), "note": .string($0.note),
          ]
        }),
    ]
  }
}
