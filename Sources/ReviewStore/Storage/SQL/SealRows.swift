import Crypto
import Foundation
import Wording

extension Sealed {
  /// Selects the sealed rows: first the subject as in the log, then the sealed fields.
  fileprivate func sql(_ dialect: Dialect) -> String {
    switch self {
    case .person:
      """
      SELECT number, salt, name, category, site, idNumber, identity, isReturning, practicalPassed, mobile, address,
        createdAt
      FROM registration WHERE erasedAt IS NULL
        AND NOT EXISTS (SELECT 1 FROM audit WHERE subject = number AND action = 'erase')
      """
    case .password:
      """
      SELECT number, password, changedAt FROM credential JOIN registration ON registration.id = credential.registration
      WHERE erasedAt IS NULL
      """
    case .code:
      """
      SELECT number, secret, expiresAt FROM code JOIN registration ON registration.id = code.registration
      WHERE erasedAt IS NULL
      """
    case .staff: "SELECT name, role, site, createdAt FROM staff WHERE true"
    case .clerk: "SELECT name, organisation, clerkCode FROM staff WHERE role = 'clerk'"
    case .staffPassword: "SELECT name, password FROM staff WHERE password IS NOT NULL"
    case .passwordHistory:
      """
      SELECT name, passwordAt, passwordGiven,
        \(dialect.joined("password", of: "formerPassword WHERE staff = name", by: "place"))
      FROM staff WHERE true
      """
    case .recoveryCodes:
      "SELECT name, \(dialect.joined("secret", of: "recoveryCode WHERE staff = name", by: "secret")) FROM staff WHERE true"
    // A member of staff who ever had one is listed without it too, so that its removal past the rules is found, and so
    // is one that was never added.
    case .passkeys:
      """
      SELECT name, \(dialect.joined("id", of: "passkey WHERE staff = name", by: "id")),
        \(dialect.joined("publicKey", of: "passkey WHERE staff = name", by: "id"))
      FROM staff WHERE (EXISTS (SELECT 1 FROM passkey WHERE staff = name) OR EXISTS (SELECT 1 FROM audit
        WHERE subject = name AND instr(after, '\(LoggedFact.sealPrefix)passkeys=') > 0))
      """
    case .secondFactor:
      """
      SELECT name, secondFactor FROM staff WHERE (secondFactor IS NOT NULL OR EXISTS (SELECT 1 FROM audit
        WHERE subject = name AND instr(after, '\(LoggedFact.sealPrefix)second-factor=') > 0))
      """
    }
  }

  /// The column that identifies a row.
  fileprivate var subject: String {
    switch self {
    case .person, .password, .code: "number"
    case .staff, .clerk, .staffPassword, .passwordHistory, .secondFactor, .recoveryCodes, .passkeys:
      "name"
    }
  }

  /// Selects the rows that must have a seal, as ``sql(_:)`` does.
  fileprivate func sqlOfVerified(_ dialect: Dialect) -> String {
    guard beginsWithFirstSeal else { return sql(dialect) }
    return """
      \(sql(dialect)) AND EXISTS (SELECT 1 FROM audit
        WHERE audit.subject = staff.name AND instr(audit.after, '\(LoggedFact.sealPrefix)\(rawValue)=') > 0)
      """
  }
}

extension SQLTransaction {
  /// The seals of a subject's rows, for the log.
  ///
  /// - Throws: ``StoreError/noKey`` when the store has lost its key.
  func seals(_ kinds: [Sealed], of subject: String) throws -> [LoggedFact] {
    guard let key else { throw StoreError.noKey }
    return try kinds.compactMap { kind in
      try row("\(kind.sql(dialect)) AND \(kind.subject) = ?", [subject]) {
        .seal(kind: kind.rawValue, hash: seal(kind, $0, key))
      }
    }
  }

  func fieldHashes(
    _ fields: [RegistrationField], of registration: NewRegistration, _ id: Int64
  ) throws -> [LoggedFact] {
    guard let key else { throw StoreError.noKey }
    let salt: String? = try value("SELECT salt FROM registration WHERE id = ?", [id])
    return fields.map { field in
      .field(field, hash: key.seal("field " + field.rawValue, [salt, registration.value(of: field)]))
    }
  }

  private func seal(_ kind: Sealed, _ row: Columns, _ key: StoreKey) -> String {
    key.seal(
      kind.rawValue,
      row.values.map { value in
        switch value {
        case .null: nil
        case .integer(let number): String(number)
        case .text(let text): text
        case .blob(let data): data.hexadecimal
        }
      })
  }

  /// A new salt for a person's seal.
  static func salt() -> String { [UInt8](random: 16).hexadecimal }

  /// Whether the log has seals. An older store gets them when it is opened for writing. The log is asked because,
  /// unlike a flag in a row, it cannot be changed unnoticed.
  func isSealed() throws -> Bool { try loggedSettings() != nil }

  /// The last recorded settings of the store in the log.
  private func loggedSettings() throws -> [LoggedFact]? {
    let after: String? = try value(
      "SELECT after FROM audit WHERE subject = 'store' AND instr(after, 'examples=') > 0 ORDER BY sequence DESC LIMIT 1"
    )
    return after.map { after in
      LoggedFacts(stored: after).facts.filter { fact in
        switch fact {
        case .setting(.region, _), .setting(.examples, _): true
        default: false
        }
      }
    }
  }

  /// Appends the seals of all rows to the log of a store that had none.
  func sealEverything(at now: Moment) throws {
    for number in try values("SELECT number FROM registration WHERE erasedAt IS NULL") as [String] {
      try run("UPDATE registration SET salt = ? WHERE number = ?", [Self.salt(), number])
      try recordSeals([.person, .password, .code], of: number, at: now)
    }
    for name in try values("SELECT name FROM staff") as [String] {
      try recordSeals([.staff, .staffPassword], of: name, at: now)
    }
    try record("seal", on: "store", by: Actor.office.name, after: settingFacts(), at: now)
  }

  private func recordSeals(_ kinds: [Sealed], of subject: String, at now: Moment) throws {
    try record("seal", on: subject, by: Actor.office.name, after: seals(kinds, of: subject), at: now)
  }

  /// Rows that differ from their last seal, as sentences.
  func sealProblems() throws -> [Bilingual] {
    guard let told = try loggedSettings() else { return [] }
    guard let key else {
      return [
        Bilingual(
          "store.key is gone, so personal details and credentials cannot be held against the log",
          "store.key 已丢失，无法核对个人信息与登录凭据")
      ]
    }
    var problems: [Bilingual] = []
    if try settingFacts() != told {
      problems.append(
        Bilingual(
          "store: its region or an example picture is not the one that the log tells of", "考区名称或示例图片与操作日志不一致"))
    }
    for kind in Sealed.allCases {
      try stream(kind.sqlOfVerified(dialect)) { row in
        let subject: String = try row.first()
        let told = try lastSeal(kind, of: subject)
        if told != seal(kind, row, key) {
          problems.append(
            told == nil
              ? Bilingual(
                "\(subject): the log holds no seal of its \(kind.rawValue)",
                "\(subject)：操作日志中没有其\(kind.name)的校验值")
              : Bilingual(
                "\(subject): its \(kind.rawValue) is not what the log was sealed with",
                "\(subject)：\(kind.name)与操作日志的校验值不一致"))
        }
      }
    }
    return problems
  }

  private func lastSeal(_ kind: Sealed, of subject: String) throws -> String? {
    let after: String? = try value(
      "SELECT after FROM audit WHERE subject = ? AND instr(after, ?) > 0 ORDER BY sequence DESC LIMIT 1",
      [subject, "\(LoggedFact.sealPrefix)\(kind.rawValue)="])
    return after.flatMap { LoggedFacts(stored: $0).facts.seal(kind.rawValue) }
  }

  /// The store's settings for the log: digests of the region's name and of the example pictures.
  func settingFacts() throws -> [LoggedFact] {
    let region: String = try value("SELECT region FROM store") ?? ""
    var examples = SHA256()
    try each("SELECT name, content FROM example ORDER BY name") { row in
      let (name, content): (String, Data) = (try row["name"], try row["content"])
      examples.update(data: Data("\(name)\n\(content.count)\n".utf8) + content)
    }
    return [
      .setting(.region, AuditText.hash(of: region)), .setting(.examples, examples.finalize().hexadecimal),
    ]
  }
}
