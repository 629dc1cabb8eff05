import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep notices delivered`
struct NoticesDelivered: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "delivered",
    abstract: words("Records what the gateway reports of sent notices.", "登记短信网关回报的送达结果。"))
  @Argument(help: help("The ids of the notices.", "短信编号。", value: "id")) var ids: [Int64]
  @Flag(help: help("They could not be delivered; they can be sent again.", "未能送达；之后可重新发送。")) var failed = false
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try each(ids, named: { "\($0)" }, with: console) { id in
      let notice = try store.reportDelivery(of: id, problem: failed ? .notDelivered : nil)
      let state = notice.deliveredAt == nil ? Bilingual("not delivered", "未送达") : Bilingual("delivered", "已送达")
      try console.tell(
        notice.json, people: "\(notice.id)  \(Printable.name(notice.registration))  \(console.text(state))")
    }
  }
}
