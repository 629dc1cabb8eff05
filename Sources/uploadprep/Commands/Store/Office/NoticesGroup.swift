import ArgumentParser

/// `uploadprep notices`: the SMS that tell candidates to look.
struct NoticesGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notices", abstract: words("Shows and sends notices.", "查看和发送短信通知。"),
    subcommands: [NoticesList.self, NoticesSend.self, NoticesRevive.self])
}
