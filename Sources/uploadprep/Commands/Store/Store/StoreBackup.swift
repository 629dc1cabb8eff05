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
  @OptionGroup var key: BackupKeyOption
  @Option(
    name: .customLong("recipient"),
    help: help(
      "Encrypts the backup to a recipient: an age or SSH public key; may be repeated. Needs the program age.",
      "为接收者加密备份：age 或 SSH 公钥，可多次给出；需安装 age 程序。", value: "key"))
  var recipients: [String] = []
  @Option(
    name: .customLong("recipients-file"),
    help: help("A file with a recipient a line; may be repeated.", "接收者文件，每行一个公钥，可多次给出。", value: "file"))
  var recipientFiles: [Path] = []
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let summary = try store.backup(
      to: file.text, signedWith: key.read(),
      encryptedTo: BackupRecipients(keys: recipients, files: recipientFiles.map(\.text)))
    // The backup is made, whether or not the portal can be told its age.
    try? store.noteBackup()
    try console.tell(
      summary.json(["backup": .string(file.text)]),
      people: console.text(
        Bilingual(
          "Saved to \(file.text). Pictures: \(summary.pictures). \(summary.made.english) \(summary.hidden.english)",
          "已备份到 \(file.text)，含 \(summary.pictures) 张图片。\(summary.made.chinese)\(summary.hidden.chinese)")))
    return .done
  }
}

extension BackupSummary {
  /// Says whether a new backup is protected against changes.
  fileprivate var made: Bilingual {
    signature == .none
      ? Bilingual(
        "It is not signed: whoever can change the file can change everything in it unnoticed. Sign it with --key.",
        "备份未签名：能改动该文件的人可以不留痕迹地改动其中内容；请用 --key 签名。")
      : Bilingual("It is signed.", "备份已签名。")
  }

  /// Says whether a new backup can be read by whoever has the file.
  fileprivate var hidden: Bilingual {
    isEncrypted
      ? Bilingual(
        "It is encrypted: keep an identity of its recipients where the backup is not.", "备份已加密，请将接收者的身份密钥与备份分开保存。")
      : Bilingual(
        "It is not encrypted: whoever can read the file can read everything in it. Encrypt it with --recipient.",
        "备份未加密：能读取该文件的人可以看到全部内容；请用 --recipient 加密。")
  }

  /// Says whether a restored backup is known to be unchanged since it was made.
  var restored: Bilingual {
    switch signature {
    case .none:
      Bilingual(
        "The backup carries no signature, so nothing tells whether somebody changed it. Sign backups with --key.",
        "该备份没有签名，无法判断是否被人改动过；备份时请用 --key 签名。")
    case .unchecked:
      Bilingual(
        "The backup is signed; the signature was not checked, as no --key was given.", "该备份有签名，但未给出 --key，签名未经校验。")
    case .verified: Bilingual("Its signature is right.", "签名校验无误。")
    }
  }

  /// Adds the backup's contents to an object that says where it is.
  func json(_ place: JSON) -> JSON {
    place.adding([
      "pictures": .integer(pictures), "auditLength": .integer(auditLength), "auditHead": .string(auditHead),
      "signature": .string(signature.rawValue), "encrypted": .bool(isEncrypted),
    ])
  }
}
