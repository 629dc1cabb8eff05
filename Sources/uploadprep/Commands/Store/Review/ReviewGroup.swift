import ArgumentParser
import ReviewStore

/// `uploadprep review`: the acts of reviewers.
struct ReviewGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: words("Reviews applications.", "审核。"),
    subcommands: [
      ReviewQueue.self, ReviewNext.self, ReviewClaim.self, ReviewRelease.self, ReviewAccept.self, ReviewAcceptAll.self,
      ReviewWant.self,
      ReviewReturn.self,
      ReviewWithdraw.self, ReviewReject.self, ReviewReopen.self, ReviewPass.self, ReviewPublish.self,
      ReviewIdentity.self,
      ReviewExtend.self, ReviewOverdue.self, ReviewAppeals.self, ReviewUphold.self, ReviewGrant.self,
      ReviewDeclare.self, ReviewSecondLooks.self, ReviewSecondLook.self, ReviewAgreement.self,
    ])
}

/// A reviewer's act on one or more applications, each a separate transaction.
protocol ReviewAct: StoreCommand {
  /// Who acts, and the version of the application they saw.
  var act: ActOptions { get }
}

/// An act of a reviewer on some applications, with a note to each candidate.
protocol NotedReviewAct: ReviewAct {
  /// The applications.
  var registrations: [RegistrationNumber] { get }
  /// The note.
  var note: NoteOptions { get }
  /// Acts on one application and returns its new status.
  func act(on registration: RegistrationNumber, note: String, in store: ReviewStore) throws -> Status
}

extension NotedReviewAct {
  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let words = try note.words(in: store)
    return try each(registrations, with: console) { try act(on: $0, note: words, in: store) }
  }
}

extension ReviewAct {
  /// Acts on each registration and prints its new status.
  func each(
    _ registrations: [RegistrationNumber], with console: Console, _ body: (RegistrationNumber) throws -> Status
  ) throws -> ExitStatus {
    try each(registrations, named: \.rawValue, with: console) { registration in
      let status = try body(registration)
      try console.tell(status.json, people: status.line(in: console.language))
    }
  }
}

extension StoreCommand {
  /// Calls a closure for each application that a console lists for a member of staff, page by page.
  func eachEntry(
    of filter: ConsoleFilter, for name: StaffName, in store: ReviewStore, _ body: (ConsoleEntry) throws -> Void
  ) throws {
    var filter = filter
    filter.limit = 500
    while true {
      let entries = try store.console(filter, for: name)
      for entry in entries { try body(entry) }
      guard entries.count == filter.limit else { return }
      filter.after = entries.last?.entry.registration
    }
  }
}
