import ArgumentParser
import ReviewStore

extension Application.State: ExpressibleByArgument {}

/// `uploadprep registration list`
struct RegistrationList: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: words("Lists registrations.", "列出考生。"))
  @Option(help: help("Only those in a state.", "只列出某一状态。")) var state: Application.State?
  @Option(help: help("Only those of an exam site.", "只列出某一考点。")) var site: String?
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try store.eachRegistration(in: state, at: site) { record in
      try console.tell(record.json, people: record.line(in: console.language))
    }
    return .done
  }
}
