import Wording

/// One-time codes for several candidates, made at once.
public struct CodeBatch: Sendable {
  /// One candidate's code.
  public struct Slip: Sendable, Hashable {
    /// The registration number.
    public let number: RegistrationNumber
    /// The person's name.
    public let name: String
    /// The exam site.
    public let site: String
    /// The code, in groups of four digits. Blanks in it do not matter where it is typed.
    public let code: String
  }

  /// The codes. Only their hashes are stored, so they cannot be shown again.
  public let slips: [Slip]
  /// The number of codes that go out by SMS instead; see ``ReviewStore/makeCodes(_:sending:by:)``.
  public let sent: Int
  /// Who gets no code, and why.
  public let refused: [(number: RegistrationNumber, reason: Refusal.Reason)]
  /// How many have a password already and need no code.
  public let signedIn: Int
  /// The time until which the codes can be used.
  public let expiresAt: Moment
}

/// One-time codes with which candidates sign in to the portal for the first time.
extension ReviewStore {
  /// Creates a one-time code with which the candidate signs in to the portal. It replaces the previous code; only its
  /// hash is stored.
  ///
  /// - Parameter name: the member of staff who hands it out (site staff only to candidates of their site); nil for the
  ///   office.
  public func makeCode(
    for registration: RegistrationNumber, by name: StaffName? = nil
  ) throws -> (code: String, expiresAt: Moment) {
    let code = Secret.code()
    let secret = try Secret.hash(code)
    let now = clock()
    let expiresAt = now.adding(seconds: policy.codeSeconds)
    try engine.write(.application(registration)) { transaction in
      let stored = try load(registration, transaction)
      let staff = try name.map { try self.staff($0, transaction) }
      if let staff, staff.role == .site, staff.site != stored.application.applicant.site {
        throw Refusal.anotherSite
      }
      try hand(
        secret, to: stored.id, registration, by: staff?.name.rawValue ?? Actor.office.name, nil, transaction, now)
    }
    return (code, expiresAt)
  }

  /// Creates one-time codes for all candidates under a filter of the list who have no password yet, and replaces their
  /// previous codes; all of them or none.
  ///
  /// Nobody looks at the candidate when a code goes out in bulk. So a registration without an identity number gets none:
  /// its code alone would let anybody in who finds it.
  ///
  /// - Parameters:
  ///   - sending: whether each code goes to the candidate's mobile through the outbox of notices, and is not returned;
  ///     then a registration without a mobile number gets none.
  ///   - name: the member of staff (site staff for their own site); nil for the office.
  public func makeCodes(
    _ filter: RosterFilter, sending: Bool = false, by name: StaffName? = nil
  ) throws -> CodeBatch {
    let now = clock()
    let expiresAt = now.adding(seconds: policy.codeSeconds)
    let text = sending ? policy.notices?.code : nil
    guard !sending || text != nil else {
      throw Refusal(.wrongState, "This policy sends no notices.", "本考区规则不发送短信通知。")
    }
    var filter = filter
    (filter.after, filter.limit) = (nil, nil)
    let records = try listed(filter, by: name)
    var refused: [(number: RegistrationNumber, reason: Refusal.Reason)] = []
    var made: [(slip: CodeBatch.Slip, secret: String)] = []
    for record in records {
      if let reason = Self.reasonAgainstCode(record, sending: sending) {
        refused.append((record.number, reason))
        continue
      }
      let code = Secret.longCode()
      let slip = CodeBatch.Slip(
        number: record.number, name: record.name ?? "", site: record.site, code: Self.grouped(code))
      made.append((slip, try Secret.hash(longCode: code)))
    }
    var signedIn = 0
    var slips: [CodeBatch.Slip] = []
    let asked = filter
    try engine.write { transaction in
      // The scope is checked again, because it may have changed since it was read.
      _ = try scoped(asked, for: name, transaction)
      let actor = name?.rawValue ?? Actor.office.name
      for (slip, secret) in made {
        guard let kept = try transaction.profile(slip.number) else { continue }
        guard try transaction.passwordHash(ofCandidate: slip.number) == nil else {
          signedIn += 1
          continue
        }
        let notice = text.map { text in
          (policy.notices?.signature?.filling(["region": region]) ?? "")
            + text.filling(["code": slip.code, "until": expiresAt.forPeople])
        }
        try hand(secret, to: kept.id, slip.number, by: actor, notice, transaction, now)
        slips.append(slip)
      }
    }
    return CodeBatch(
      slips: sending ? [] : slips, sent: sending ? slips.count : 0, refused: refused, signedIn: signedIn,
      expiresAt: expiresAt)
  }

  private func listed(_ filter: RosterFilter, by name: StaffName?) throws -> [RegistrationRecord] {
    var records: [RegistrationRecord] = []
    try eachRosterEntry(filter, for: name) { records.append($0.record) }
    return records
  }

  private func hand(
    _ secret: String, to id: Int64, _ number: RegistrationNumber, by actor: String, _ notice: String?,
    _ transaction: any StoreWriting, _ now: Moment
  ) throws {
    try transaction.setCode(secret, of: id, until: now.adding(seconds: policy.codeSeconds))
    // An unsent notice holds a code that is void from now on.
    try transaction.write(Correspondence(handingOut: notice), to: id, at: now)
    // Not even the hash of a notice with a code: a code could be found by trying all against it.
    try transaction.record(
      "code", on: number.rawValue, by: actor,
      after: notice == nil ? [] : [.notice(kind: Message.Kind.code.rawValue, hash: "-")],
      sealing: [.code], at: now)
  }

  private static func reasonAgainstCode(_ record: RegistrationRecord, sending: Bool) -> Refusal.Reason? {
    if record.maskedIDNumber == nil {
      return Refusal.Reason(
        "no-id-number",
        Bilingual(
          "No identity number is registered, so the portal could not ask for its last six characters. Enter it, or hand "
            + "out a single code to the person.",
          "未登记证件号码，登录时无法核对后六位；请补录证件号码，或核验本人后单独发放验证码。"))
    }
    if sending, record.maskedMobile == nil {
      return Refusal.Reason(
        "no-mobile", Bilingual("No mobile number is registered.", "未登记手机号码，无法发送短信。"))
    }
    return nil
  }

  /// `1234 5678 9012`
  private static func grouped(_ code: String) -> String {
    stride(from: 0, to: code.count, by: 4).map { String(code.dropFirst($0).prefix(4)) }.joined(separator: " ")
  }
}

extension CodeBatch {
  /// The result for programs.
  public func json(in language: Language) -> JSON {
    [
      "codes": .list(
        slips.map {
          [
            "registration": .string($0.number.rawValue), "name": .string($0.name), "site": .string($0.site),
            "code": .string($0.code),
          ]
        }),
      "sent": .integer(sent), "signedIn": .integer(signedIn), "expiresAt": .time(expiresAt),
      "refused": .list(
        refused.map { number, reason in
          (["registration": .string(number.rawValue)] as JSON).adding(reason.json(in: language))
        }),
    ]
  }

  /// The codes as a table for spreadsheets.
  public func table(in language: Language) -> [[String]] {
    let head = [
      Bilingual("number", "报名号"), Bilingual("name", "姓名"), Bilingual("site", "考点"), Bilingual("one-time code", "验证码"),
      Bilingual("until", "有效期至"),
    ]
    return [head.map { $0.text(in: language) }]
      + slips.map { [$0.number.rawValue, $0.name, $0.site, $0.code, expiresAt.forPeople] }
  }
}
