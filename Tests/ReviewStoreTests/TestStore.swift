import Foundation
import ImageKit
import Synchronization
import Wording

@testable import ReviewStore

/// A store in a temporary folder, with a clock that the test sets, and a preparation that costs no time.
final class TestStore: Sendable {
  let store: ReviewStore
  let path: String
  /// Where the rows are, if they are not in the folder.
  private let database: DatabaseAddress?
  private let time: Time

  private final class Time: Sendable {
    let now: Mutex<Moment>
    init(_ moment: Moment) { now = Mutex(moment) }
  }

  init(_ policy: String, preparing: PicturePreparing = .tiny, edit: (String) -> String = { $0 }) throws {
    path = NSTemporaryDirectory() + "review-store-" + UUID().uuidString
    let start = Moment(milliseconds: 1_600_000_000_000)
    let yaml = edit(Policy.shippedYAML(policy) ?? policy)
    database = try TestServer.makeDatabase()
    try ReviewStore.create(
      at: path, database: database, pictures: try TestStorage.place(), policy: yaml, clock: { start })
    let time = Time(start)
    store = try TestStorage.open(path, preparing: preparing, clock: { time.now.withLock { $0 } })
    self.time = time
  }

  /// A copy of a closed store.
  init(copyOf other: String, at start: Moment = Moment(milliseconds: 1_600_000_000_000)) throws {
    path = NSTemporaryDirectory() + "review-store-" + UUID().uuidString
    try FileManager.default.copyItem(atPath: other, toPath: path)
    var settings = try StoreSettings.load(from: path)
    database = try settings.database.map { try TestServer.copy(of: TestServer.name(of: $0)) }
    let pictures = try settings.pictures.map(TestStorage.copy)
    if database != nil || pictures != nil {
      (settings.database, settings.pictures) = (database, pictures)
      try FileManager.default.removeItem(atPath: path + "/" + StoreSettings.fileName)
      try settings.save(in: path)
    }
    let time = Time(start)
    store = try TestStorage.open(path, preparing: .tiny, clock: { time.now.withLock { $0 } })
    self.time = time
  }

  /// A policy with appeals within five days.
  static func withAppeals(_ yaml: String) -> String { yaml + "\nappeal: {days: 5}\n" }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
    if let database {
      try? store.close()
      TestServer.drop(database)
    }
  }

  /// Advances the clock.
  func wait(minutes: Int) { time.now.withLock { $0 = $0.adding(seconds: minutes * 60) } }

  /// An activated registration, and staff for its site and region.
  @discardableResult
  func enter(
    _ number: RegistrationNumber, site: String = "A", activate: Bool = true,
    _ edit: (inout NewRegistration) -> Void = { _ in }
  )
    throws -> RegistrationNumber
  {
    var new = NewRegistration(number: number.rawValue, name: "测试考生", category: "临床执业医师", site: site)
    edit(&new)
    try store.addRegistration(new)
    if activate { try store.activate(number) }
    return number
  }

  /// Staff: `a` and `a2` of site A, `b` of site B, `r` and `r2` of the region, `boss`.
  func addStaff() throws {
    for name in ["a", "a2"] { try store.addStaff(name, role: .site, site: "A") }
    try store.addStaff("b", role: .site, site: "B")
    for name in ["r", "r2"] { try store.addStaff(name, role: .region) }
    try store.addStaff("boss", role: .admin)
  }

  /// A photo with new content.
  func photo() -> [UInt8] { Array(UUID().uuidString.utf8) }

  /// Uploads two identity pictures.
  func uploadIdentity(_ number: RegistrationNumber) throws {
    for _ in 0..<2 { try store.upload(photo(), to: "identity", of: number) }
  }

  /// Accepts both identity pictures.
  func acceptIdentity(_ number: RegistrationNumber, as staff: StaffName = "a") throws {
    for position in 1...2 { try store.accept(Place("identity", position), of: number, as: staff) }
  }

  /// The states of a material's pictures, by position.
  func states(_ material: MaterialID, of number: RegistrationNumber) throws -> [Int: PictureState] {
    let found = try store.materials(of: number, for: .office).first { $0.rule.id == material }
    return Dictionary(uniqueKeysWithValues: (found?.pictures ?? []).map { ($0.position, $0.state) })
  }

  /// The kinds of messages, newest first.
  func messages(_ number: RegistrationNumber) throws -> [Message.Kind] { try store.messages(of: number).map(\.kind) }
}

extension PicturePreparing {
  /// Puts any bytes after the beginning of a JPEG file, for workflow tests that never decode it.
  static let tiny = PicturePreparing { photo, watermark, _ in
    ReadyPicture(
      bytes: [0xFF, 0xD8, 0xFF, 0xFE, 0, UInt8(min(photo.count, 200))] + photo.prefix(200) + Array(watermark.utf8),
      format: .jpeg, width: 400, height: 300)
  }
}

extension PicturePreparing {
  /// The same, with results that the photo's first two bytes determine: photos with the same first byte look the same;
  /// the second byte is the number of findings.
  static let seeing = PicturePreparing { photo, watermark, rules in
    let picture = try tiny.prepare(photo, watermark, rules)
    var random = SplitMix(seed: UInt64(photo[0]))
    let hash = PerceptualHash(signs: (0..<128).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    let findings = (0..<photo[1]).map { Finding(.blurred, .warning, score: Int($0), Bilingual("Blurred.", "模糊。")) }
    return ReadyPicture(
      bytes: picture.bytes, format: .jpeg, width: 400, height: 300,
      findings: findings + [
        Finding(.locationInside, .warning, Bilingual("A place.", "位置。"))
      ], hash: hash)
  }
}

/// The rule with which a body is refused; nil when it is not refused.
func refusal(_ body: () throws -> Void) -> Refusal.Rule? {
  do {
    try body()
    return nil
  } catch let refusal as Refusal {
    return refusal.rule
  } catch {
    return nil
  }
}
