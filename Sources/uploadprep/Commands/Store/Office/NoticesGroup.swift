import ArgumentParser

/// `uploadprep notices`: text messages (SMS) that ask candidates to look at the portal.
struct NoticesGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notices", abstract: words("Shows and sends notices.", "查看和发送短信通知。"),
    subcommands: [NoticesList.self, NoticesSend.self, NoticesDelivered.self, NoticesRevive.self])
}
