import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep store backup`
struct StoreBackup: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: words("Saves the whole store to one file while others work.", "把整个审核库备份为一个文件，不影响他人使用。"))
  @Argument(help: help("The file to make.", "备份文件。", value: "file")) var file: Path
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let summary = try store.backup(to: file.text)
    try console.tell(
      summary.json(["backup": .string(file.text)]),
      people: console.text(
        Bilingual(
          "Saved to \(file.text). Pictures: \(summary.pictures).", "已备份到 \(file.text)，含 \(summary.pictures) 张图片。")))
    return .done
  }
}

extension BackupSummary {
  /// What it holds, after where it is.
  func json(_ place: JSON) -> JSON {
    place.adding([
      "pictures": .integer(pictures), "auditLength": .integer(auditLength), "auditHead": .string(auditHead),
    ])
  }
}
