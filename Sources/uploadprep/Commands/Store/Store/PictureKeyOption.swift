import ArgumentParser
import ReviewStore

/// What protects a store's pictures.
struct PictureKeyOption: ParsableArguments {
  @Option(
    help: help(
      "Encrypts the store's pictures with a key from file:/PATH, credential:NAME (a file that systemd gives to the service) or "
        + "command:WORDS (what a shell command prints), at least 16 bytes.",
      "用密钥加密图片；密钥取自 file:/路径、credential:名称（systemd 提供给服务的文件）或 command:命令（命令的输出），不少于 16 字节。",
      value: "source"))
  var pictureKey: String?

  /// Where the key comes from; nil where pictures are not encrypted.
  func source() throws(InputError) -> PictureKeySource? {
    guard let pictureKey else { return nil }
    return try PictureKeySource(pictureKey)
  }
}
