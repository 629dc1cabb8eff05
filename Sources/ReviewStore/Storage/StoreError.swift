import Foundation
import ImageKit
import Wording

/// An error of a store as a whole, rather than of one application.
public enum StoreError: DescribedError, Sendable, Hashable {
  /// There is no store at a path.
  case noStore(path: String)
  /// There is no backup at a path.
  case noBackup(path: String)
  /// The folder in which something was to be created does not exist.
  case noFolder(path: String)
  /// Something already exists where a store or a backup was to be created.
  case exists(path: String)
  /// The store was locked for too long.
  case busy
  /// The store is closed to acts.
  case closed(StoreClosure)
  /// A copy differs from the store, or there is something in it that does not belong there; with the place.
  case copyDiffers(Bilingual)
  /// The database's server could not be reached, or the connection to it was lost; with the reason in English.
  case unreachable(String)
  /// The pictures' object storage could not be reached, or is overloaded; with the reason in English.
  case picturesUnreachable(String)
  /// The pictures' object storage refuses requests; with its code.
  case picturesRefused(String)
  /// There is no access key for the pictures' object storage.
  case noAccessKey
  /// Data were erased, but their pictures are still in object storage, which could not be reached.
  case picturesLeft
  /// Data were erased, but may still be in the WAL because a reader uses it.
  case tracesLeft
  /// The disk is full.
  case diskFull
  /// The store is on a read-only file system.
  case readOnly
  /// The store is on a read-only file system, and its last transactions are only in the write-ahead log.
  case logLeft
  /// The store is on a read-only file system, and an older version of this program made it.
  case outdated
  /// The store's key is missing, so that nothing can be sealed.
  case noKey
  /// The key for signing backups is too short.
  case shortKey
  /// A system call failed; with its error message.
  case inputOutput(Bilingual)
  /// The database or a picture's file is damaged; with the reason, from SQLite or from this module.
  case damaged(Bilingual)
  /// A later version of this program made the store.
  case tooNew
  /// A file that is not a complete backup; with the reason.
  case badBackup(Bilingual)
  /// A backup of another store, or of this one with entries that its log does not have.
  case foreignBackup
  /// The program that encrypts backups is not installed.
  case noAge
  /// A recipient of an encrypted backup that is none; with the reason in English.
  case badRecipient(String)
  /// An encrypted backup, and nothing was given that opens it.
  case needsIdentity
  /// What was given does not open an encrypted backup.
  case wrongIdentity
  /// The key that protects the pictures is not where it should be; with the place as the settings name it.
  case noPictureKey(source: String)
  /// The key that was found does not open the pictures; with its place.
  case wrongPictureKey(source: String)
  /// The store's pictures are not encrypted, so that no key can be exchanged.
  case picturesNotEncrypted
  /// A bug in this module, with SQLite's message, which contains no values.
  case fault(String)

  /// A stable identifier for programs.
  public var code: String {
    switch self {
    case .noStore: "no-store"
    case .noBackup: "no-backup"
    case .noFolder: "no-folder"
    case .exists: "exists"
    case .busy: "busy"
    case .closed: "store-closed"
    case .copyDiffers: "copy-differs"
    case .unreachable: "database-unreachable"
    case .picturesUnreachable: "pictures-unreachable"
    case .picturesRefused: "pictures-refused"
    case .noAccessKey: "no-access-key"
    case .picturesLeft: "pictures-left"
    case .tracesLeft: "traces-left"
    case .diskFull: "no-space"
    case .readOnly: "read-only"
    case .logLeft: "log-left"
    case .outdated: "outdated"
    case .noKey: "no-key"
    case .shortKey: "short-key"
    case .inputOutput: "io-failed"
    case .damaged: "damaged"
    case .tooNew: "too-new"
    case .badBackup: "bad-backup"
    case .foreignBackup: "foreign-backup"
    case .noAge: "no-age"
    case .badRecipient: "bad-recipient"
    case .needsIdentity: "needs-identity"
    case .wrongIdentity: "wrong-identity"
    case .noPictureKey: "no-picture-key"
    case .wrongPictureKey: "wrong-picture-key"
    case .picturesNotEncrypted: "not-encrypted"
    case .fault: "internal"
    }
  }

  /// What a program can do about an error.
  public enum Remedy: Sendable, Hashable {
    /// A store can be made, or another named.
    case makeStore
    /// ``ReviewStore/verify(repair:against:)`` can remove what is left, once nobody reads.
    case repair
    /// A longer key can be made.
    case makeKey
    /// The copy can be given up, which opens the store.
    case giveUpCopy
  }

  /// What a program can do about it; whoever shows the error words it for the people who see it.
  public var remedy: Remedy? {
    switch self {
    case .noStore: .makeStore
    case .tracesLeft, .picturesLeft: .repair
    case .shortKey: .makeKey
    case .closed(let closure) where closure.reason == .beingCopied: .giveUpCopy
    default: nil
    }
  }

  /// What is wrong, and what to do about it where no program is needed for that.
  public var explanation: Bilingual {
    switch self {
    case .noStore(let path): Bilingual("There is no store at \(path).", "\(path) 处没有审核库。")
    case .noBackup(let path):
      Bilingual("There is no backup at \(path). Check the path.", "\(path) 处没有备份文件，请检查路径。")
    case .noFolder(let path):
      Bilingual("There is no folder \(path). Create it, then try again.", "文件夹 \(path) 不存在，请先创建后重试。")
    case .exists(let path):
      Bilingual(
        "There is something at \(path) already, which is left alone. Choose another path.", "\(path) 已存在，未作任何改动，请另选路径。")
    case .busy: Bilingual("Others are using the store. Try again.", "审核库正忙，请稍后再试。")
    case .closed(let closure):
      switch closure.reason {
      case .beingCopied:
        Bilingual(
          "The store is being copied to \(closure.place), and can only be read meanwhile. Nothing was changed.",
          "审核库正在复制到 \(closure.place)，期间只能查看，未作任何改动。")
      case .copied:
        Bilingual(
          "The store has been copied to \(closure.place), where work goes on. Here it can only be read.",
          "审核库已复制到 \(closure.place)，请在新库中继续工作，此处仅供查看。")
      case .unfinished:
        Bilingual(
          "This copy of the store at \(closure.place) is not complete. Go on with copying.",
          "此处是 \(closure.place) 的副本，尚未复制完成，请继续复制。")
      }
    case .copyDiffers(let words):
      Bilingual(
        "The copy is not what the store is: \(words.english). Delete the copy, then copy again.",
        "副本与原审核库不一致：\(words.chinese)。请删除副本后重新复制。")
    case .tracesLeft:
      Bilingual(
        "It has been erased, but others are reading the store, so traces may remain in its files.",
        "已清除，但有其他程序正在读取审核库，文件中可能仍有残留。")
    case .diskFull:
      Bilingual("There is no space left. Free some, then try again; nothing was lost.", "磁盘空间不足，请清理后重试；已有数据未受影响。")
    case .readOnly:
      Bilingual(
        "The store cannot be written to: the disk is read-only or permission is missing. Mend that, then try again.",
        "审核库无法写入：磁盘为只读或缺少权限，请解决后重试。")
    case .logLeft:
      Bilingual(
        "The store lies where nothing can be written, and its last acts stand in store.sqlite-wal, which cannot be read "
          + "there. Copy the whole folder to a disk that can be written, and look there.",
        "审核库位于只读介质上，且最近的操作仍在 store.sqlite-wal 中，无法在原处读取。请将整个文件夹复制到可写的磁盘后再查看。")
    case .outdated:
      Bilingual(
        "An earlier version of this program made this store, and it lies where nothing can be written. Copy the whole "
          + "folder to a disk that can be written, and look there.",
        "该审核库由较早版本的程序创建，且位于只读介质上，无法升级。请将整个文件夹复制到可写的磁盘后再查看。")
    case .noKey:
      Bilingual(
        "The store's key, the file store.key in its folder, is gone. Put it back from a copy of the folder or from a "
          + "backup (it is in the archive).",
        "审核库文件夹中的密钥文件 store.key 已丢失，请从文件夹副本或备份归档中取回。")
    case .shortKey:
      Bilingual(
        "A key for backups has at least \(BackupKey.shortest) bytes.", "备份密钥至少 \(BackupKey.shortest) 字节。")
    case .unreachable(let words):
      Bilingual(
        "The database cannot be reached (\(words)). Try again when it runs.", "无法连接数据库（\(words)），请待其恢复后重试。")
    case .picturesUnreachable(let words):
      Bilingual(
        "The pictures' storage cannot be reached (\(words)). Try again when it runs.", "无法连接图片存储（\(words)），请待其恢复后重试。")
    case .picturesRefused(let words):
      Bilingual(
        "The pictures' storage refuses this (\(words)). Check the bucket, the access key and what it may do.",
        "图片存储拒绝了请求（\(words)），请检查存储桶、访问密钥及其权限。")
    case .noAccessKey:
      Bilingual(
        "There is no access key for the pictures' storage. Put it in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or in "
          + "the file ~/.aws/credentials under the profile that AWS_PROFILE names.",
        "未找到图片存储的访问密钥，请设置环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY，或写入 ~/.aws/credentials 文件中 "
          + "AWS_PROFILE 所指的配置。")
    case .picturesLeft:
      Bilingual(
        "It has been erased, but the pictures' storage cannot be reached, so the pictures are still there.",
        "已清除，但无法连接图片存储，图片仍保留在其中。")
    case .inputOutput(let words):
      Bilingual("Reading or writing failed: \(words.english).", "读写失败：\(words.chinese)。")
    case .damaged(let words):
      Bilingual(
        "The store is damaged (\(words.english)). Restore the last backup.",
        "审核库已损坏（\(words.chinese)），请用最近的备份恢复。")
    case .tooNew:
      Bilingual("A later version of this program made this store. Update the program.", "该审核库由更新版本的程序创建，请先升级程序。")
    case .badBackup(let words):
      Bilingual(
        "This is no whole backup (\(words.english)). Restore another.",
        "备份文件无效或不完整（\(words.chinese)），请改用其他备份。")
    case .foreignBackup:
      Bilingual(
        "This is a backup of another store, or this store's log has lost what is in it. Verify the store to tell which.",
        "该备份属于其他审核库，或本审核库的操作日志缺少备份中的记录，请先校验查明。")
    case .noAge:
      Bilingual(
        "Backups are encrypted by the program age, which is not installed. Install it (Debian's package age), then try again.",
        "备份由 age 程序加密，但本机未安装，请安装 Debian 软件包 age 后重试。")
    case .badRecipient(let words):
      Bilingual(
        "The backup cannot be encrypted to these recipients (\(words)). Nothing was written.",
        "无法为这些接收者加密备份，请检查公钥；未写入任何内容。")
    case .needsIdentity:
      Bilingual(
        "This backup is encrypted. Name a file with an identity of one of its recipients.", "备份已加密，请给出其接收者之一的身份密钥文件。")
    case .wrongIdentity:
      Bilingual(
        "This backup is encrypted to others, or the file holds no identity. The backup is as it was; look for the identity of "
          + "one of its recipients.",
        "身份密钥与备份的接收者不符，或文件中没有身份密钥。备份未受影响，请查找其接收者之一的身份密钥。")
    case .noPictureKey(let source):
      Bilingual(
        "The key that protects the store's pictures is not at \(source), or too short. Nothing was changed; put it there, then try "
          + "again.",
        "未在 \(source) 找到保护图片的密钥，或密钥过短。未作任何改动，请放回密钥后重试。")
    case .wrongPictureKey(let source):
      Bilingual(
        "The key at \(source) is not the one that protects this store's pictures. Nothing was changed; put the right one there, "
          + "then try again.",
        "\(source) 处的密钥不是保护本审核库图片的密钥。未作任何改动，请换回正确的密钥后重试。")
    case .picturesNotEncrypted:
      Bilingual(
        "The store's pictures are not encrypted. Copy the store to a place where they are.",
        "本审核库的图片未加密，请将审核库复制到启用图片加密的新位置。")
    case .fault(let words):
      Bilingual("This is a fault of the program, please report it: \(words).", "程序内部错误，请反馈给开发者：\(words)")
    }
  }

  /// The meaning of `errno` when a file or folder could not be created.
  init(errno number: Int32, creating path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    self = number == ENOENT ? .noFolder(path: folder) : StoreError(errno: number)
  }

  /// The meaning of a system call's `errno`.
  package init(errno number: Int32) {
    switch number {
    case ENOSPC, EDQUOT, EFBIG: self = .diskFull
    case EROFS, EACCES, EPERM: self = .readOnly
    default: self = .inputOutput(SystemError.words(number))
    }
  }
}
