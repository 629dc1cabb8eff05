import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep store seal`
struct StoreSeal: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: words("Signs a head over the whole log and prints it.", "为全部操作日志生成签名摘要并输出。"),
    discussion: words(
      "The portal does so every minute, commands do at their end, and each backup does. Keep a printed head elsewhere: it shows later whether the "
        + "log was rewritten.",
      "网站运行时每分钟自动生成，各命令结束时及备份时也会生成。请另存一份输出的摘要，日后可据此发现日志是否被改写。"))
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    guard let head = try store.seal() else { return .done }
    try console.tell(
      head.json,
      people: console.text(
        Bilingual(
          "Log entries sealed: \(head.size). Head of \(head.time.forPeople): \(head.line)",
          "已签名日志 \(head.size) 条，\(head.time.forPeople) 的签名摘要：\(head.line)")))
    return .done
  }
}
