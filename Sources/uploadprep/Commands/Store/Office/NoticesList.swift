import ArgumentParser
import ImageKit
import ReviewStore
import Wording

extension Notice.State: ExpressibleByArgument {}

/// `uploadprep notices list`
struct NoticesList: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: words("Lists notices, oldest first.", "列出短信通知，最早的在前。"))
  @Option(help: help("Only those in a state.", "只列出某一状态。")) var state: Notice.State?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.eachNotice(in: state) { notice in
      try console.tell(
        notice.json,
        people: [
          "\(notice.id)", notice.createdAt.forPeople, notice.registration.rawValue,
          notice.maskedMobile ?? console.text(Bilingual("no mobile", "缺手机号")), console.text(notice.state.name),
          notice.deliveredAt.map { console.text(Bilingual("delivered \($0.forPeople)", "送达 \($0.forPeople)")) } ?? "",
          notice.problem.map { console.text(NoticeProblem.words($0)) } ?? "", notice.text,
        ].map(Printable.name).joined(separator: "  "))
    }
    return .done
  }
}
