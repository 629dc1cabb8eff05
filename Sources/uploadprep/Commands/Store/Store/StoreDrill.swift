import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep store drill`
struct StoreDrill: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "drill",
    abstract: words(
      "Restores the newest backup to a fresh place, verifies and reads it, and removes it again.",
      "恢复演练：将最新备份恢复到临时位置，校验并试读，然后删除。"),
    discussion: words(
      "The result is kept in the store's folder. The portal tells it at /readyz, and the office on its first page where the "
        + "drill failed; doctor asks for it. Exits as the error says that ended the drill.",
      "结果保存在审核库文件夹中：/readyz 会显示，演练失败时网站的工作人员首页会提示，doctor 也会检查。演练失败时退出码与相应错误一致。"))
  @Option(help: help("The folder with the backups.", "备份所在文件夹。", value: "path")) var backups: Path
  @Option(
    name: .customLong("in"),
    help: help(
      "The folder in which the backup is restored for a while, with as much room as the store takes. Default: the one in "
        + "which the store's folder lies.",
      "临时恢复所用的文件夹，需有与审核库相当的空间。默认为审核库文件夹所在的文件夹。", value: "path"))
  var folder: Path?
  @OptionGroup var key: BackupKeyOption
  @OptionGroup var identity: IdentityOption
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let (report, error) = try store.drill(
      backups: backups.text, in: folder?.text, signedWith: key.read(), openedBy: identity.read())
    if let error { throw error }
    let readSeconds = report.acts.reduce(0) { $0 + $1.seconds }
    try console.tell(
      report.json,
      people: console.text(
        Bilingual(
          "Restored \(Printable.name(report.backup ?? "")) of \(report.made?.forPeople ?? "") and verified it in "
            + "\(Self.seconds(report.restoreSeconds)) s, read it in \(Self.seconds(readSeconds)) s, and removed it. "
            + "Pictures: \(report.pictures), log entries: \(report.auditLength).",
          "已恢复并校验 \(report.made?.forPeople ?? "") 的备份 \(Printable.name(report.backup ?? ""))，用时 "
            + "\(Self.seconds(report.restoreSeconds)) 秒；试读用时 \(Self.seconds(readSeconds)) 秒；已删除。图片 "
            + "\(report.pictures) 张，日志 \(report.auditLength) 条。")))
    return .done
  }

  private static func seconds(_ seconds: Double) -> String { "\((seconds * 100).rounded() / 100)" }
}
