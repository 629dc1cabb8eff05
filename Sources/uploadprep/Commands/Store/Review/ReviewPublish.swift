import ArgumentParser
import ImageKit
import ReviewStore
import Wording

extension Level: ExpressibleByArgument {}

/// `uploadprep review publish`
struct ReviewPublish: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: words("Declares a level finished, so that candidates see its results.", "公布一级审核结果，供考生查看。"))
  @Option(help: help("Which level.", "审核级别。")) var level: Level
  @Option(help: help("Only one exam site's results.", "只公布某一考点的结果。")) var site: String?
  @OptionGroup var act: ActOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let publication = try store.publish(level, as: act.staff, site: site, version: act.version)
    for (registration, refusal) in publication.refused.sorted(by: { $0.key < $1.key }) {
      console.report(Failure(review: refusal, input: registration.rawValue))
    }
    let list = { (numbers: [RegistrationNumber]) in numbers.map { Printable.name($0) }.joined(separator: " ") }
    try console.tell(
      publication.json(of: level),
      people: console.text(
        Bilingual(
          "Published: \(publication.published.count). Undecided: \(publication.undecided.count) \(list(publication.undecided))",
          "已公布 \(publication.published.count) 人；尚未审核 \(publication.undecided.count) 人 \(list(publication.undecided))")))
    return publication.refused.isEmpty ? .done : .failed
  }
}
