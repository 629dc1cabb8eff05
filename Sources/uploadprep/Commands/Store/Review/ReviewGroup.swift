import ArgumentParser
import ReviewStore

/// `uploadprep review`: what reviewers do.
struct ReviewGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: words("Reviews applications.", "审核。"),
    subcommands: [
      ReviewQueue.self, ReviewClaim.self, ReviewRelease.self, ReviewAccept.self, ReviewWant.self, ReviewReturn.self,
      ReviewWithdraw.self, ReviewReject.self, ReviewReopen.self, ReviewPass.self, ReviewPublish.self,
    ])
}

/// A reviewer's act on one or several applications, each on its own.
protocol ReviewAct: StoreCommand {
  /// Who acts, on which version.
  var act: ActOptions { get }
}

extension ReviewAct {
  /// Acts on each registration and tells where it stands then.
  func each(
    _ registrations: [String], with console: Console, _ body: (String) throws -> Status
  ) throws -> ExitStatus {
    try each(registrations, named: \.self, with: console) { registration in
      let status = try body(registration)
      try console.tell(status.json, people: status.line(in: console.language))
    }
  }
}
