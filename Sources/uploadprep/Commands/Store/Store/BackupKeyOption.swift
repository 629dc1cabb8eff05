import ArgumentParser
import ReviewStore

/// The key that signs a backup (HMAC).
struct BackupKeyOption: ParsableArguments {
  @Option(
    help: help(
      "The key that signs backups: any file of at least 16 bytes that is kept apart from them, such as one made with "
        + "head -c 32 /dev/urandom.",
      "备份签名所用的密钥文件：不少于 16 字节，须与备份分开保管，可用 `head -c 32 /dev/urandom` 生成。", value: "file"))
  var key: Path?

  /// The key; nil where none was named.
  func read() throws -> BackupKey? {
    guard let key else { return nil }
    do {
      return try BackupKey(FileReading.bytes(ofText: key))
    } catch {
      throw Failure(review: error, input: key.text)
    }
  }
}
