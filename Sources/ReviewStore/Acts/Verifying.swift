import Foundation
import ImageKit
import Wording

/// Verifies a whole store: `store verify`.
extension ReviewStore {
  /// Checks the database file, every picture against its digest, every rule of the workflow, the whole log, every row
  /// against the log, and looks for files that no row refers to.
  ///
  /// - Parameters:
  ///   - repair: removes files and traces left by crashes and interrupted work. Nothing else is repaired.
  ///   - backup: the heads of the log in a backup of this store; the log must contain them.
  public func verify(repair: Bool = false, against backup: KnownHeads? = nil) throws -> Verification {
    try verify(repair: repair, against: backup, patience: Self.eraseTimeout)
  }

  func verify(repair: Bool, against backup: KnownHeads? = nil, patience: Double) throws -> Verification {
    var verification = Verification()
    // Read the head file before the log. The log only grows, so it can never seem too short.
    let known = engine.headsKnownOutside()
    verification.entriesKnownOutside = known?.log.length
    do {
      try engine.read { transaction in
        for problem in try transaction.integrityProblems(under: policy) { verification.add(.database, problem) }
        try checkApplications(transaction, &verification)
        let log = try transaction.logProblems()
        verification.auditEntries = log.entries
        for problem in log.problems { verification.add(.audit, problem) }
        for (heads, source) in [(known, "store.head"), (backup, "the backup")] {
          guard let heads else { continue }
          if try !transaction.holds(heads.log) {
            verification.add(.audit, Self.lost(heads.log, source, length: try transaction.chainHead().length))
          }
          if let sealed = heads.sealed, try !transaction.holds(sealed) {
            verification.add(.audit, Self.lost(sealed, source))
          }
        }
      }
      try checkFiles(repair: repair, patience, &verification)
      try checkTraces(repair: repair, patience, &verification)
    } catch StoreError.damaged(let words) {
      verification.add(.database, words)
    }
    return verification
  }

  /// The problem in words when the log lacks an entry that another file records.
  private static func lost(_ head: ChainHead, _ source: String, length: Int) -> Bilingual {
    let gone = head.length - length
    let place = source == "store.head" ? source : "备份"
    guard gone > 0 else {
      return Bilingual(
        "audit: entry \(head.length) is not the one that \(source) knows: this is not the log that was written",
        "操作日志：第 \(head.length) 条与 \(place) 所记不一致，日志已被替换")
    }
    return Bilingual(
      "audit: \(source) knows \(head.length) entries, the log has \(length): the last \(gone) are lost, with what they "
        + "did. store.sqlite-wal was cut, or an older store.sqlite put in its place. Restore the last backup; to go on "
        + "without them, remove store.head",
      "操作日志：\(place) 记有 \(head.length) 条，日志只有 \(length) 条，最后 \(gone) 条及其操作已丢失：store.sqlite-wal 被截断，"
        + "或 store.sqlite 被旧文件替换。请恢复最近的备份；如放弃这些操作，请删除 store.head")
  }

  /// The problem in words when the log lacks a signed head that another file records.
  private static func lost(_ head: SealedHead, _ source: String) -> Bilingual {
    let place = source == "store.head" ? source : "备份"
    return Bilingual(
      "audit: \(source) knows a signed head over \(head.size) entries, which the store lacks or has otherwise",
      "操作日志：\(place) 记有覆盖 \(head.size) 条的签名摘要，审核库中没有或与之不同")
  }

  private func checkApplications(_ transaction: any StoreReading, _ verification: inout Verification) throws {
    let now = clock()
    let start = try transaction.replayStart()
    let drawnFrom = try transaction.drawnFrom()
    try transaction.eachApplication { stored in
      let application = stored.application
      let number = application.applicant.registration
      verification.registrations += 1
      for broken in Invariants.broken(by: application, under: policy, at: now) {
        verification.add(.rule, broken.about(number.rawValue))
      }
      if stored.lacksPapers != policy.lacksPapers(application) {
        verification.add(
          .rule, Bilingual("its mark of missing papers is wrong", "“缺材料”标记与实际不符").about(number.rawValue))
      }
      for (place, slot) in application.slots.sorted(by: { $0.key < $1.key }) {
        guard let picture = slot.picture else { continue }
        verification.pictures += 1
        if let problem = problem(with: picture) {
          verification.add(
            .picture,
            problem.about(
              "\(number) \(place.material)/\(place.position)", "\(number) \(policy.name(of: place).chinese)"))
        }
      }
      for (place, former) in application.former.sorted(by: { $0.key < $1.key }) {
        verification.pictures += 1
        if let problem = problem(with: former.picture) {
          verification.add(
            .picture,
            problem.about(
              "\(number) former \(place.material)/\(place.position)", "\(number) 原\(policy.name(of: place).chinese)"))
        }
      }
      let told = AuditReplay(
        of: application.applicant, try transaction.auditEntries(of: number.rawValue), after: start, under: policy,
        // Without the key nothing was drawn by it; that the key is gone is a problem of its own.
        isDrawn: { entry, version in
          entry.sequence > drawnFrom
            && (try? transaction.isDrawn(number, version: version, share: self.policy.secondLookShare)) ?? false
        })
      for difference in try differences(between: stored, and: told, transaction) {
        verification.add(.audit, difference.about(number.rawValue))
      }
    }
  }

  /// What is wrong with a picture's file; nil when nothing is.
  private func problem(with picture: StoredPicture) -> Bilingual? {
    func file(_ english: String, _ chinese: String) -> Bilingual {
      Bilingual("the file of \(picture.sha256) \(english)", "图片文件 \(picture.sha256) \(chinese)")
    }
    let bytes: [UInt8]?
    do {
      bytes = try pictures.read(picture.sha256)
    } catch {
      return file("cannot be read", "无法读取")
    }
    guard let bytes else { return file("is gone", "不存在") }
    guard Digest(of: bytes) == picture.sha256 else {
      return file("has been changed", "已被改动")
    }
    var isAsRecorded = bytes.count == picture.bytes && PictureFormat(sniffing: bytes) == .jpeg
    if let facts = try? PictureFacts(of: bytes) {
      isAsRecorded =
        isAsRecorded && facts.width == picture.width && facts.height == picture.height && facts.orientation == .upright
    }
    return isAsRecorded ? nil : file("is not what was recorded", "与记录不符")
  }

  private func differences(
    between stored: StoredApplication, and told: AuditReplay, _ transaction: any StoreReading
  ) throws -> [Bilingual] {
    guard told.isRegistered else { return [Bilingual("the log does not tell of its entry", "操作日志中没有其录入记录")] }
    guard !told.isErased else {
      return [Bilingual("it is here, but the log tells that it was erased", "操作日志记录已清除，数据却仍在")]
    }
    let words = try transaction.words(to: stored.id)
    return told.differences(to: stored.application)
      + told.differences(inMessages: words.messages, notices: words.notices)
  }

  /// Removes files left by crashes: no row refers to them, and no process uses them. Returns their number; 0 while a
  /// backup is running.
  ///
  /// It lists all file names (100,000 take about a second); others can read and write meanwhile.
  public func sweep() throws -> Int {
    var verification = Verification()
    try checkFiles(repair: true, 0, &verification)
    return verification.repaired
  }

  /// Handles unreferenced files. Each is looked up twice, because an upload may be placing a file right now. Files are
  /// removed while no one else can write.
  private func checkFiles(repair: Bool, _ patience: Double, _ verification: inout Verification) throws {
    let discarded = Set(try engine.read { try $0.discardedPictures() })
    let found = try leftovers(discarded)
    guard !found.isEmpty || repair && !discarded.isEmpty else { return }
    usleep(100_000)
    let repaired: Void? =
      try repair
      ? pictures.collecting(within: patience) {
        verification.repaired += try removeDiscarded(atMost: pictures.removalsAtOnce)
        let atOnce = pictures.isShared ? 1 : max(1, found.count)
        for start in stride(from: 0, to: found.count, by: atOnce) {
          let some = found[start..<min(found.count, start + atOnce)]
          let picture = pictures.isShared ? some.first?.sha256 : nil
          let (count, problems) = try engine.write(picture.map { .picture($0) } ?? .store) { try remove(some, $0) }
          verification.repaired += count
          verification.problems += problems
        }
      } : nil
    if repaired != nil {
      // All that could be done has been.
    } else {
      verification.problems += try engine.read { try left(of: found[...], $0) }.map(\.problem)
    }
  }

  /// Removes what is left over and still is; the problems are what could not be removed.
  private func remove(
    _ found: ArraySlice<Leftover>, _ transaction: any StoreWriting
  ) throws -> (count: Int, problems: [Verification.Problem]) {
    var count = 0
    var problems: [Verification.Problem] = []
    let left = try left(of: found, transaction)
    // Asked last: a backup that begins after this has no row of these pictures.
    guard try !transaction.isBeingSaved(at: clock()) else { return (0, []) }
    for leftover in left {
      if (try? pictures.removeEntry(leftover.path)) != nil {
        count += 1
      } else {
        problems.append(leftover.problem)
      }
    }
    return (count, problems)
  }

  /// A file that seems to be unreferenced.
  private struct Leftover {
    let path: String
    /// The picture's digest according to the file's name; nil when the name is not a picture's.
    var sha256: Digest?
    let problem: Verification.Problem

    init(_ path: String, _ kind: Verification.Problem.Kind, sha256: Digest? = nil, _ english: String, _ chinese: String)
    {
      self.path = path
      self.sha256 = sha256
      problem = .init(kind: kind, detail: Bilingual("\(path) \(english)", "\(path) \(chinese)"))
    }
  }

  /// All files that seem unreferenced. They are looked up in groups of a thousand, so that no reader has to wait long.
  ///
  /// - Parameter discarded: the pictures that are known to have lost their last row, however young their files are.
  private func leftovers(_ discarded: Set<Digest>) throws -> [Leftover] {
    var found: [Leftover] = []
    var asked: [Leftover] = []
    func ask() throws {
      found += try engine.read { try unneeded(asked[...], $0) }
      asked = []
    }
    try pictures.eachEntry { entry in
      guard entry.isSettled || entry.picture.map(discarded.contains) ?? false else { return }
      guard let sha256 = entry.picture else {
        return found.append(Leftover(entry.name, .orphan, "is no picture's file", "不是图片文件"))
      }
      asked.append(Leftover(entry.name, .orphan, sha256: sha256, "belongs to no picture", "不属于任何图片"))
      if asked.count == 1_000 { try ask() }
    }
    try ask()
    return found + (try pictures.abandoned().map { Leftover($0, .temporary, "was left behind", "为遗留文件") })
  }

  /// The files that are still unreferenced.
  private func left(of found: ArraySlice<Leftover>, _ transaction: any StoreReading) throws -> [Leftover] {
    let dead = Set(try pictures.abandoned())
    return try unneeded(found, transaction).filter { leftover in
      guard try pictures.hasEntry(leftover.path) else { return false }
      return leftover.problem.kind != .temporary || dead.contains(leftover.path)
    }
  }

  /// The files that no row refers to.
  private func unneeded(_ found: ArraySlice<Leftover>, _ transaction: any StoreReading) throws -> [Leftover] {
    try found.filter { try $0.sha256.map { try !transaction.needs($0) } ?? true }
  }

  /// Checks for erased data that the engine may still hold.
  private func checkTraces(repair: Bool, _ patience: Double, _ verification: inout Verification) throws {
    guard let log = try engine.traces() else { return }
    if repair, try engine.removeTraces(within: patience) {
      verification.repaired += 1
    } else {
      verification.add(.temporary, Bilingual("\(log) may hold what was erased", "\(log) 中可能残留已清除的内容"))
    }
  }
}
