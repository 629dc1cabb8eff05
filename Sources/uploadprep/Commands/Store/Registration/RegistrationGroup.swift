import ArgumentParser

/// `uploadprep registration`: the candidates registered for the exam.
struct RegistrationGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "registration", abstract: words("Enters and shows registrations.", "录入和查看报名信息。"),
    subcommands: [
      RegistrationAdd.self, RegistrationImport.self, RegistrationShow.self, RegistrationList.self,
      RegistrationTemplate.self, RegistrationActivate.self, RegistrationCode.self, RegistrationCorrect.self,
    ])
}
