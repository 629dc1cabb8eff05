import ArgumentParser
import ReviewStore

/// `uploadprep review`: the acts of reviewers.
struct ReviewGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: words("Reviews applications.", "审核。"),
    subcommands: [
      ReviewQueue.self, ReviewClaim.self, ReviewRelease.self, ReviewAccept.self, ReviewAcceptAll.self, ReviewWant.self,
      ReviewReturn.self,
      ReviewWithdraw.self, ReviewReject.self, ReviewReopen.self, ReviewPass.self, ReviewPublish.self,
      ReviewIdentity.self,
      ReviewExtend.self, ReviewOverdue.self, ReviewAppeals.self, ReviewUphold.self, ReviewGrant.self,
    ])
}

/// A reviewer's act on one or more applications, each a separate transaction.
protocol ReviewAct: StoreCommand {
  /// Who acts, and the version of the application they saw.
  var act: ActOptions { get }
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
