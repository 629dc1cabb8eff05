import Foundation
import Testing

@testable import ReviewStore

@Suite("Rows with values that the program never writes") struct DamagedRowTests {
  /// A change to the database that bypasses the workflow and the schema's checks, with the calls that must detect it.
  struct Damage: Sendable, CustomTestStringConvertible {
    let sql: String
    /// The error message, in English.
    let words: String
    /// The named calls that read the row or act on it.
    let uses: [(name: String, run: @Sendable (ReviewStore) throws -> Void)]

    var testDescription: String { sql }
  }

  private static let candidateLooks: (String, @Sendable (ReviewStore) throws -> Void) = (
    "the candidate's pages", { _ = try $0.candidateView(of: "1") }
  )
  private static let reviewerLooks: (String, @Sendable (ReviewStore) throws -> Void) = (
    "the reviewer's page", { _ = try $0.staffView(of: "1", as: "a") }
  )
  private static let officeLooks: (String, @Sendable (ReviewStore) throws -> Void) = (
    "the registration", { _ = try $0.registration("1") }
  )
  private static let reviewerActs: (String, @Sendable (ReviewStore) throws -> Void) = (
    "accepting a picture", { try $0.accept(Place("identity", 1), of: "1", as: "a") }
  )
  private static let candidateActs: (String, @Sendable (ReviewStore) throws -> Void) = (
    "uploading a picture", { _ = try $0.upload([1], to: "identity", of: "1", position: 1) }
  )

  private static let damages = [
    Damage(
      sql: "UPDATE registration SET state = 'elsewhere'",
      words: "registration.state is “elsewhere”, which is unknown",
      uses: [
        candidateLooks, reviewerLooks, officeLooks, reviewerActs, candidateActs,
        ("all registrations", { try $0.eachRosterEntry(RosterFilter()) { _ in } }),
        ("the console", { _ = try $0.console(ConsoleFilter(), for: "boss") }),
        ("the console's numbers", { _ = try $0.consoleNumbers(for: "boss") }),
        ("the statistics", { _ = try $0.stats() }),
      ]),
    Damage(
      sql: "UPDATE registration SET identity = 'other'", words: "registration.identity is “other”, which is unknown",
      uses: [candidateLooks, reviewerLooks, officeLooks, reviewerActs, candidateActs]),
    Damage(
      sql: "UPDATE registration SET siteResult = 'perhaps'",
      words: "registration.siteResult is “perhaps”, which is unknown",
      uses: [candidateLooks, reviewerLooks, reviewerActs, candidateActs]),
    Damage(
      sql: "UPDATE registration SET regionResult = 'perhaps'",
      words: "registration.regionResult is “perhaps”, which is unknown",
      uses: [candidateLooks, reviewerLooks, reviewerActs, candidateActs]),
    Damage(
      sql: "UPDATE slot SET mark = 'doubted' WHERE position = 1", words: "slot.mark is “doubted”, which is unknown",
      uses: [candidateLooks, reviewerLooks, reviewerActs, candidateActs]),
    Damage(
      sql: "UPDATE slot SET bytes = NULL WHERE position = 1", words: "slot.bytes has no usable value",
      uses: [candidateLooks, reviewerLooks, reviewerActs, candidateActs]),
    Damage(
      sql: "UPDATE slot SET mark = 'wanted' WHERE position = 1", words: "slot.note has no usable value",
      uses: [candidateLooks, reviewerLooks, reviewerActs, candidateActs]),
    Damage(
      sql: "INSERT INTO former SELECT registration, material, position, sha256, bytes, width, height, 'dream', 1 "
        + "FROM slot WHERE position = 1",
      words: "former.origin is “dream”, which is unknown",
      uses: [candidateLooks, reviewerLooks, reviewerActs, candidateActs]),
    Damage(
      sql: "UPDATE staff SET role = 'guest' WHERE name = 'a'", words: "staff.role is “guest”, which is unknown",
      uses: [reviewerLooks, reviewerActs, ("the list of staff", { _ = try $0.staff() })]),
    Damage(
      sql: "UPDATE message SET kind = 'joke'", words: "message.kind is “joke”, which is unknown",
      uses: [candidateLooks, ("the messages", { _ = try $0.messages(of: "1") })]),
    Damage(
      sql: "UPDATE notice SET state = 'lost'", words: "notice.state is “lost”, which is unknown",
      uses: [
        ("the notices", { try $0.eachNotice { _ in } }), ("the statistics", { _ = try $0.stats() }),
        ("finishing a notice", { _ = try $0.finishNotice(1, problem: "no answer") }),
      ]),
    Damage(
      sql: "UPDATE notice SET kind = 'joke'", words: "notice.kind is “joke”, which is unknown",
      uses: [
        ("the notices", { try $0.eachNotice { _ in } }),
        ("finishing a notice", { _ = try $0.finishNotice(1, problem: "no answer") }),
      ]),
    // A text that does not look like an identifier may be personal data.
    Damage(
      sql: "UPDATE registration SET state = '王小明 370000'", words: "the value of registration.state is unknown",
      uses: [candidateLooks, reviewerActs]),
  ]

  @Test(
    "Reading a damaged row or acting on it throws an error that names the column",
    .inFiles, arguments: damages)
  func damage(_ damage: Damage) throws {
    let test = try TestStore("shandong-2021")
    try test.addStaff()
    try test.enter("1") { $0.mobile = "13912345688" }
    try test.uploadIdentity("1")
    try test.store.submit("1")
    try test.store.database.maintain { database in
      try database.execute(
        sql: """
          INSERT INTO notice (registration, kind, text, state, createdAt, nextAttempt)
            VALUES (1, 'returned', '请更换', 'queued', 1, 1);
          PRAGMA ignore_check_constraints = ON;
          \(damage.sql);
          PRAGMA ignore_check_constraints = OFF
          """)
    }
    for (name, use) in damage.uses {
      let error = #expect(throws: StoreError.self, "\(name)") { try use(test.store) }
      guard case .damaged(let words) = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
      #expect(words.english == damage.words, "\(name)")
    }
  }

  @Test("Verifying reports a damaged row instead of ending with an error", .inFiles) func verified() throws {
    let test = try TestStore("shandong-2021")
    try test.enter("1")
    try test.store.database.maintain {
      try $0.execute(
        sql: "PRAGMA ignore_check_constraints = ON; UPDATE registration SET state = 'elsewhere'; "
          + "PRAGMA ignore_check_constraints = OFF")
    }
    let problems = try test.store.verify().problems
    #expect(problems.contains { $0.kind == .database && $0.detail.english.contains("registration.state") })
  }
}
