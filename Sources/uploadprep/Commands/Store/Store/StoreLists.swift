import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep store sites`
struct StoreSites: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sites",
    abstract: words("The exam sites that registrations and staff may belong to.", "考生和工作人员可属于的考点。"),
    subcommands: [List.self, Add.self, Remove.self])

  struct List: ListCommand {
    static let list = OfficeList.sites
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: words("Lists the known exam sites.", "列出已知的考点。"))
    @OptionGroup var place: StoreOptions
    @OptionGroup var global: GlobalOptions
  }

  struct Add: NamesCommand {
    static let list = OfficeList.sites
    static let removes = false
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: words(
        "Enters exam sites. From then on no other site is accepted.", "添加考点；添加后只接受名单中的考点。"))
    @Argument(help: help("The exam sites.", "考点名称。", value: "site")) var names: [String]
    @OptionGroup var place: StoreOptions
    @OptionGroup var global: GlobalOptions
  }

  struct Remove: NamesCommand {
    static let list = OfficeList.sites
    static let removes = true
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: words("Removes exam sites that nobody belongs to.", "删除没有考生和工作人员的考点。"))
    @Argument(help: help("The exam sites.", "考点名称。", value: "site")) var names: [String]
    @OptionGroup var place: StoreOptions
    @OptionGroup var global: GlobalOptions
  }
}

/// `uploadprep store categories`
struct StoreCategories: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "categories",
    abstract: words("The categories that registrations may have.", "考生可报考的类别。"),
    subcommands: [List.self, Add.self, Remove.self])

  struct List: ListCommand {
    static let list = OfficeList.categories
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: words("Lists the known categories.", "列出已知的报考类别。"))
    @OptionGroup var place: StoreOptions
    @OptionGroup var global: GlobalOptions
  }

  struct Add: NamesCommand {
    static let list = OfficeList.categories
    static let removes = false
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: words(
        "Enters categories. From then on no other category is accepted.", "添加报考类别；添加后只接受名单中的类别。"))
    @Argument(help: help("The categories.", "报考类别。", value: "category")) var names: [String]
    @OptionGroup var place: StoreOptions
    @OptionGroup var global: GlobalOptions
  }

  struct Remove: NamesCommand {
    static let list = OfficeList.categories
    static let removes = true
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: words("Removes categories that nobody has.", "删除没有考生报考的类别。"))
    @Argument(help: help("The categories.", "报考类别。", value: "category")) var names: [String]
    @OptionGroup var place: StoreOptions
    @OptionGroup var global: GlobalOptions
  }
}

/// Lists the names of one of the office's lists.
protocol ListCommand: StoreCommand {
  static var list: OfficeList { get }
}

extension ListCommand {
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    for name in try store.known(Self.list).names {
      let origin =
        name.isOfPolicy
        ? Bilingual("policy", "考区规则") : name.isEntered ? Bilingual("entered", "已添加") : Bilingual("in use", "使用中")
      try console.tell(name.json, people: "\(Printable.name(name.name))  \(console.text(origin))")
    }
    return .done
  }
}

/// Enters or removes names of one of the office's lists.
protocol NamesCommand: StoreCommand {
  static var list: OfficeList { get }
  static var removes: Bool { get }
  var names: [String] { get }
}

extension NamesCommand {
  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    try each(names, named: { $0 }, with: console) { name in
      if Self.removes { try store.remove(name, from: Self.list) } else { try store.add([name], to: Self.list) }
      try console.tell(
        ["name": .string(name), "listed": .bool(!Self.removes)],
        people: console.text(
          Self.removes
            ? Bilingual("Removed: \(Printable.name(name))", "已删除：\(Printable.name(name))")
            : Bilingual("Entered: \(Printable.name(name))", "已添加：\(Printable.name(name))")))
    }
  }
}
