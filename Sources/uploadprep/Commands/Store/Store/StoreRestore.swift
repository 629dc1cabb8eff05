import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep store restore`
struct StoreRestore: Command {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: words("Makes a store of a backup and verifies it.", "从备份恢复审核库，并进行校验。"))
  @Argument(help: help("The backup.", "备份文件。", value: "file")) var file: Path
  @OptionGroup var key: BackupKeyOption
  @OptionGroup var identity: IdentityOption
  @OptionGroup var encryption: PictureKeyOption
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(with console: Console) async throws -> ExitStatus {
    let summary: BackupSummary
    do {
      summary = try ReviewStore.restore(
        file.text, to: place.path, signedWith: key.read(), openedBy: identity.read(),
        sealedBy: encryption.source())
    } catch {
      throw Failure(review: error)
    }
    try console.tell(
      summary.json(["store": .string(place.path)]),
      people: console.text(
        Bilingual(
          "Restored to \(place.path) and verified. Pictures: \(summary.pictures). \(summary.restored.english)",
          "已恢复到 \(place.path) 并校验无误，含 \(summary.pictures) 张图片。\(summary.restored.chinese)")))
    return .done
  }
}
