import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep clerk candidates`
struct ClerkCandidates: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "candidates",
    abstract: words("Lists the candidates who have allowed a clerk.", "列出已授权某经办人的考生。"))
  @Option(name: .customLong("as"), help: help("The clerk.", "经办人。", value: "clerk")) var clerk: StaffName
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    for candidate in try store.candidates(helpedBy: clerk) {
      let open = Bilingual("\(candidate.open) open", "待完成 \(candidate.open) 张")
      try console.tell(
        candidate.json,
        people: [candidate.registration.rawValue, candidate.name ?? "", console.text(open)].map { Printable.name($0) }
          .joined(separator: "  "))
    }
    return .done
  }
}
