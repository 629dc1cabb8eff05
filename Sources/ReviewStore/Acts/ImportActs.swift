import Crypto
import Foundation
import Tables
import Wording

/// What an import of a table would do.
public struct ImportPreview: Sendable, Hashable {
  /// A registration that is there already and that the table would change.
  public struct Change: Sendable, Hashable {
    /// The line in the file.
    public let line: Int
    /// The registration number.
    public let number: RegistrationNumber
    /// What would change.
    public let fields: [Bilingual]
  }

  /// The number of registrations that would be entered.
  public internal(set) var new = 0
  /// The number of lines that say what is there already.
  public internal(set) var unchanged = 0
  /// The registrations that would be changed.
  public internal(set) var changes: [Change] = []
  /// The mistakes; a table with any is refused as a whole. Only the first are listed.
  public internal(set) var mistakes: [InputError.Line] = []
  /// The number of lines with mistakes.
  public internal(set) var wrongLines = 0
  /// Exam sites that nobody has listed. They are mistakes where the office keeps a list.
  public internal(set) var newSites: [String] = []
  /// Categories that nobody has listed.
  public internal(set) var newCategories: [String] = []
  /// The registrations whose lines say what is there already.
  var unchangedNumbers: Set<RegistrationNumber> = []
  /// A digest of the table and of what it would do. It changes when the store changes what the table would do.
  public internal(set) var mark = ""
}

/// Importing tables of registrations.
extension ReviewStore {
  /// What an import would do, for somebody to look at first.
  ///
  /// - Parameters:
  ///   - table: the file's bytes: CSV in UTF-8 or GBK, or an Excel workbook.
  ///   - updating: whether lines about registrations that are there already correct them, instead of being mistakes.
  ///     Only somebody on the staff can correct.
  ///   - officer: the acting admin; nil for the office.
  public func previewImport(
    _ table: [UInt8], updating: Bool = false, by officer: StaffName? = nil
  ) throws -> ImportPreview {
    let now = clock()
    return try engine.read { transaction in
      _ = try self.officer(officer, for: .registrations, transaction)
      do {
        var parsed = try RegistrationTable(table)
        let staff = try officer.map { try self.account($0, transaction) }
        return try plan(&parsed, of: table, updating: updating, by: staff, transaction, now).preview
      } catch let error as InputError {
        guard case .badTable(let mistakes, let lines) = error else { throw error }
        var preview = ImportPreview()
        (preview.mistakes, preview.wrongLines) = (mistakes, lines)
        return preview
      }
    }
  }

  /// Imports a table of registrations in one transaction: all of them, or none if any line has a mistake. Returns the
  /// number of those that were entered or changed.
  ///
  /// - Parameters:
  ///   - updating: whether lines about registrations that are there already correct them: each change is an act of its
  ///     own, as ``correct(_:_:as:version:)``. An empty cell leaves what is there.
  ///   - seen: the ``ImportPreview/mark`` that somebody saw; if it has changed, nothing is imported.
  ///   - officer: the acting admin; nil for the office.
  /// - Throws: ``InputError/badTable(_:lines:)``; ``Refusal`` `stale-version`.
  public func importRegistrations(
    csv table: [UInt8], updating: Bool = false, seen: String? = nil, by officer: StaffName? = nil
  ) throws -> Int {
    var parsed = try RegistrationTable(table)
    let now = clock()
    return try engine.write { transaction in
      let actor = try self.officer(officer, for: .registrations, transaction)
      let staff = try officer.map { try self.account($0, transaction) }
      let (preview, corrections) = try plan(&parsed, of: table, updating: updating, by: staff, transaction, now)
      if let error = parsed.error { throw error }
      guard seen.map({ $0 == preview.mark }) ?? true else {
        throw Refusal(
          .staleVersion, "What the table would do has changed since you looked. Nothing was imported; look again.",
          "预览之后数据有变动，未导入任何数据，请重新预览。")
      }
      let known = Set(corrections.map(\.number)).union(preview.unchangedNumbers)
      for entry in parsed.entries where !known.contains(RegistrationNumber(entry.new.number)) {
        _ = try enter(entry.new, by: actor, transaction, at: now)
      }
      for correction in corrections {
        guard let staff else { continue }
        try apply(correction, by: staff, transaction, now)
      }
      return preview.new + preview.changes.count
    }
  }

  /// Holds the table against the store: what is there already, and which sites and categories are known.
  private func plan(
    _ table: inout RegistrationTable, of bytes: [UInt8], updating: Bool, by staff: Staff?,
    _ transaction: any StoreReading, _ now: Moment
  ) throws -> (preview: ImportPreview, corrections: [PlannedCorrection]) {
    var preview = ImportPreview()
    var corrections: [PlannedCorrection] = []
    let sites = try transaction.known(.sites, under: policy)
    let categories = try transaction.known(.categories, under: policy)
    var unlisted: [OfficeList: Set<String>] = [:]
    for entry in table.entries {
      let (line, new) = (entry.line, entry.new)
      var isSound = true
      for (list, name, known) in [(OfficeList.sites, new.site, sites), (.categories, new.category, categories)]
      where !known.contains(name) {
        unlisted[list, default: []].insert(name)
        guard known.bindsImports else { continue }
        isSound = false
        table.addUnknown(list, name, line, known: known)
      }
      let number = RegistrationNumber(new.number)
      guard try transaction.registration(number) != nil else {
        if isSound { preview.new += 1 }
        continue
      }
      guard updating, let stored = try transaction.application(number) else {
        table.addTaken(new.number, line)
        continue
      }
      guard isSound else { continue }
      do {
        let planned = try correction(entry, of: stored, by: staff, transaction, now)
        if let planned {
          corrections.append(planned)
          preview.changes.append(.init(line: line, number: number, fields: planned.labels))
        } else {
          preview.unchanged += 1
          preview.unchangedNumbers.insert(number)
        }
      } catch let refusal as Refusal {
        table.addRefused(refusal, line)
      }
    }
    if case .badTable(let mistakes, let lines) = table.error {
      (preview.mistakes, preview.wrongLines) = (mistakes, lines)
    }
    preview.newSites = unlisted[.sites, default: []].sorted()
    preview.newCategories = unlisted[.categories, default: []].sorted()
    var digest = SHA256()
    digest.update(data: bytes)
    let changes = preview.changes.map { "\($0.line) \($0.number) \($0.fields.map(\.english))" }
    let versions = corrections.map { "\($0.stored.application.version)" }
    digest.update(
      data: Data(
        "\(preview.new) \(preview.wrongLines) \(preview.newSites) \(preview.newCategories) \(changes) \(versions)".utf8)
    )
    preview.mark = digest.finalize().hexadecimal
    return (preview, corrections)
  }

  /// What a line would change of a registration; nil when nothing.
  ///
  /// - Throws: ``Refusal`` when it may not be corrected now.
  private func correction(
    _ entry: RegistrationTable.Entry, of stored: StoredApplication, by staff: Staff?, _ transaction: any StoreReading,
    _ now: Moment
  ) throws -> PlannedCorrection? {
    let old = try transaction.unmasked(stored.id)
    guard old.site == entry.new.site else {
      throw Refusal(
        .wrongState, "The registration belongs to another exam site (\(old.site)), which an import does not change.",
        "该考生属于其他考点（\(old.site)），导入不能更改考点。")
    }
    var new = entry.correction.applied(to: old)
    new.address = entry.new.address ?? old.address
    let fields = old.differences(to: new)
    let hasNewAddress = new.address != old.address
    guard !fields.isEmpty || hasNewAddress else { return nil }
    let actor: Actor = staff.map { .staff($0) } ?? .office
    if !fields.isEmpty {
      let command = Command(.correct(fields, stored.application.applicant.corrected(to: new)), by: actor)
      _ = try Workflow.decide(stored.application, command, under: policy, at: now)
    }
    return PlannedCorrection(
      stored: stored, correction: entry.correction, address: hasNewAddress ? new.address : nil,
      labels: fields.map(\.label) + (hasNewAddress ? [Bilingual("address", "联系地址")] : []))
  }

  private func apply(
    _ planned: PlannedCorrection, by staff: Staff, _ transaction: any StoreWriting, _ now: Moment
  ) throws {
    if let address = planned.address {
      try transaction.setProfile(of: planned.stored.id, mobile: nil, address: address)
      try transaction.record(
        "profile", on: planned.number.rawValue, by: staff.name.rawValue, after: [.value(.address, "set")],
        sealing: [.person], at: now)
    }
    guard planned.labels.count > (planned.address == nil ? 0 : 1) else { return }
    let stored = try load(planned.number, transaction)
    _ = try correct(stored, planned.correction, by: staff, version: nil, transaction, at: now)
  }
}

/// A change of a registration that a line of a table asks for.
private struct PlannedCorrection {
  let stored: StoredApplication
  let correction: Correction
  /// The new address; nil when it stays.
  let address: String?
  let labels: [Bilingual]

  var number: RegistrationNumber { stored.application.applicant.registration }
}

extension ReviewStore {
  /// An empty table to fill in, with an invented example that no import takes.
  public static func importTemplate(_ format: TableFormat) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let writer = try TableWriter(format, sheet: "报名名单") { bytes += $0 }
    for row in RegistrationTable.template { try writer.add(row) }
    try writer.finish()
    return bytes
  }
}

extension InputError.Line {
  /// The mistake for programs.
  public func json(in language: Language) -> JSON {
    [
      "line": .integer(line), "column": .optional(column), "code": .string(code),
      "message": .string(message.text(in: language)),
    ]
  }
}

extension ImportPreview {
  /// The preview for programs.
  public func json(in language: Language) -> JSON {
    [
      "new": .integer(new), "unchanged": .integer(unchanged),
      "changes": .list(
        changes.map {
          [
            "line": .integer($0.line), "registration": .string($0.number.rawValue),
            "fields": .list($0.fields.map { $0.text(in: language) }),
          ]
        }),
      "wrongLines": .integer(wrongLines),
      "mistakes": .list(mistakes.map { $0.json(in: language) }), "newSites": .list(newSites),
      "newCategories": .list(newCategories), "mark": .string(mark),
    ]
  }
}
