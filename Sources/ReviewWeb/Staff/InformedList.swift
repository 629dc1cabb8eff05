import ReviewStore
import Wording

/// What the candidate was told, and whether it reached them: each message with the time at which it was seen, and with
/// the SMS that points to it.
struct InformedList: Speaking {
  let messages: [Message]
  let notices: [Notice]
  let language: Language

  /// The list, newest first; a hint when there is nothing.
  var html: HTML {
    guard !messages.isEmpty else { return "<p class=\"hint\">\(say("Nothing yet.", "暂无。"))</p>" }
    return "\(messages.map(item))"
  }

  private func item(_ message: Message) -> HTML {
    // A message and its notice are written at the same time.
    let notice = notices.last { $0.kind == message.kind && $0.createdAt == message.time }
    let seen =
      message.seenAt.map { chip("good", say("Seen \($0.forPeople)", "已读 \($0.forPeople)")) }
      ?? chip("", say("Not seen yet", "未读"))
    return """
      <p class="told"><time>\(message.time.forPeople)</time><br>\(message.text)<br>\
      \(seen)\(notice.map(self.chip))</p>
      """
  }

  private func chip(_ notice: Notice) -> HTML {
    let (tone, state): (String, Bilingual) =
      if let moment = notice.deliveredAt {
        ("good", Bilingual("delivered \(moment.forPeople)", "已送达 \(moment.forPeople)"))
      } else if let moment = notice.sentAt {
        ("good", Bilingual("sent \(moment.forPeople)", "已发送 \(moment.forPeople)"))
      } else if notice.state == .queued, notice.maskedMobile == nil {
        ("bad", NoticeProblem.noMobile.words)
      } else {
        (notice.state.tone, notice.state.name)
      }
    let why = notice.problem.map { problem -> HTML in " <small>\(words(NoticeProblem.words(problem)))</small>" }
    return "\(chip(tone, say("SMS: \(state.english)", "短信：\(state.chinese)")))\(why)"
  }

  private func chip(_ tone: String, _ text: String) -> HTML { " <span class=\"chip \(tone)\">\(text)</span>" }
}
