import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep store stats`
struct StoreStatsCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: words("Counts what a manager wants to know.", "统计概况。"))
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let stats = try store.stats()
    try console.tell(stats.json(), people: stats.sheet(of: store.policy, in: console.language))
    return .done
  }
}

extension StoreStats {
  fileprivate func json() -> JSON {
    [
      "states": .object(
        Application.State.allCases.map { .init($0.rawValue, .integer(states[$0] ?? 0)) }),
      "materials": .list(
        materials.map {
          [
            "material": .string($0.material.rawValue), "registrations": .integer($0.registrations),
            "pictures": .integer($0.pictures), "wanted": .integer($0.wanted),
          ]
        }),
      "sites": .list(
        sites.map {
          [
            "site": .string($0.site), "registrations": .integer($0.registrations), "submitted": .integer($0.submitted),
            "sitePassed": .integer($0.sitePassed), "returned": .integer($0.returned),
          ]
        }),
      "waitingLongest": .list(
        waitingLongest.map {
          [
            "registration": .string($0.registration.rawValue), "site": .string($0.site),
            "state": .string($0.state.rawValue),
            "since": .time($0.since),
          ]
        }),
      "overdue": .integer(overdue), "overdueRegistrations": .list(overdueLongest.map(\.rawValue)),
      "notices": .object(
        Notice.State.allCases.map { .init($0.rawValue, .integer(notices[$0] ?? 0)) }),
      "noticesWithoutMobile": .integer(noticesWithoutMobile),
    ]
  }

  /// The statistics as small text tables.
  fileprivate func sheet(of policy: Policy, in language: Language) -> String {
    let text = { (sentence: Bilingual) in sentence.text(in: language) }
    var lines = [text(Bilingual("By state", "按状态"))]
    for state in Application.State.allCases where states[state] ?? 0 > 0 {
      lines.append("  " + Printable.pad(text(state.name), to: 30) + "\(states[state] ?? 0)")
    }
    lines.append(text(Bilingual("By material (candidates, pictures, asked for)", "按材料（考生数、图片数、待补数）")))
    for count in materials where count.pictures + count.wanted > 0 {
      let name = policy.material(count.material).map { text($0.name) } ?? count.material.rawValue
      lines.append("  " + Printable.pad(name, to: 44) + "\(count.registrations)  \(count.pictures)  \(count.wanted)")
    }
    lines.append(text(Bilingual("By site (all, at the site, at the region, returned)", "按考点（总数、待考点审核、待考区复审、退回）")))
    for site in sites {
      lines.append(
        "  " + Printable.pad(Printable.name(site.site), to: 30)
          + "\(site.registrations)  \(site.submitted)  \(site.sitePassed)  \(site.returned)")
    }
    lines.append(text(Bilingual("Waiting longest", "等待最久")))
    for entry in waitingLongest {
      lines.append("  \(entry.since.forPeople)  \(Printable.name(entry.registration))  \(text(entry.state.name))")
    }
    lines.append(text(Bilingual("Overdue reactions: \(overdue)", "超时未处理：\(overdue)")))
    lines.append(
      text(Bilingual("Notices: ", "短信："))
        + Notice.State.allCases.map { "\(text($0.name)) \(notices[$0] ?? 0)" }.joined(separator: "  ")
        + text(Bilingual("  without mobile \(noticesWithoutMobile)", "  缺手机号 \(noticesWithoutMobile)")))
    return lines.joined(separator: "\n")
  }
}
