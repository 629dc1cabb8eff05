import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep notices send`
struct NoticesSend: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: words("Sends what is due, through a program or to a URL.", "通过程序或网址发送到期的短信。"),
    discussion: words(
      "The program gets one notice as JSON on standard input (id, mobile, text, registration); exit 0 means sent. The URL "
        + "gets the same as POST; 2xx means sent. What fails is tried again later, each time a longer while later.",
      "程序从标准输入得到一条 JSON（id、mobile、text、registration），退出码 0 表示已发送；网址以 POST 收到同样内容，2xx 表示已发送。失败的稍后重试，间隔逐次加长。"))
  @Option(
    help: help(
      "A program, found as the shell finds it, with arguments if it needs any.", "发送程序（可带参数）。", value: "program"))
  var command: String?
  @Option(help: help("An http or https address.", "http 或 https 网址。", value: "url")) var url: String?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (command == nil) != (url == nil) else {
      throw usage("Name either --command or --url.", "请指定 --command 或 --url 之一。")
    }
    if let url, NoticePost(url: url) == nil {
      throw usage("\(url) is no http or https address.", "\(url) 不是 http 或 https 网址。")
    }
  }

  func run(on store: ReviewStore, with console: Console) async throws -> ExitStatus {
    let send: (JSON) async -> NoticeProblem? =
      if let post = url.flatMap(NoticePost.init) { { await post.send($0) } } else {
        NoticeProgram(command: command ?? "").send
      }
    var status = ExitStatus.done
    var sent = 0
    var failed = 0
    while let notice = try store.nextNotice() {
      let problem = await send([
        "id": .integer(Int(notice.id)), "mobile": .string(notice.mobile), "text": .string(notice.text),
        "registration": .string(notice.registration.rawValue),
      ])
      let result = try store.finishNotice(notice.id, problem: problem?.text)
      if problem == nil { sent += 1 } else { failed += 1 }
      if problem != nil { status.raise(to: .ioFailed) }
      guard let result else { continue }
      try console.tell(
        result.json,
        people: "\(result.id)  \(Printable.name(result.registration))  \(console.text(result.state.name))"
          + (problem.map { "  " + console.text($0.words) } ?? ""))
    }
    try console.tell(
      ["summary": ["sent": .integer(sent), "failed": .integer(failed)]],
      people: console.text(Bilingual("Sent: \(sent). Failed: \(failed).", "已发送 \(sent) 条，失败 \(failed) 条。")))
    return status
  }
}
