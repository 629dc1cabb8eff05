import ArgumentParser

/// `uploadprep staff`: the accounts of reviewers.
struct StaffGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff", abstract: words("Adds and shows staff.", "工作人员管理。"),
    subcommands: [
      StaffAdd.self, StaffList.self, StaffPassword.self, StaffDisable.self, StaffResetFactor.self, StaffSessions.self,
      StaffEndSessions.self, StaffDeclare.self, StaffWithdraw.self, StaffConflicts.self, StaffLoadCommand.self,
      StaffCap.self, StaffAbsent.self, StaffPresent.self,
    ])
}
