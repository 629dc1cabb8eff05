import ArgumentParser
import ReviewStore
import Wording

/// `uploadprep store rewrap-pictures`
struct StoreRewrapPictures: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "rewrap-pictures",
    abstract: words(
      "Has another key protect the store's encrypted pictures.", "更换保护图片的密钥。"),
    discussion: words(
      "Only the small file pictures.key is written, and no picture. Both keys are needed while it runs, so put the new one at a "
        + "place of its own; the old one is not needed afterwards, except for older copies of the folder. Portals that run go on.",
      "只改写 pictures.key 文件，不改写图片。运行时须能读取新旧两个密钥，因此新密钥应放在另一位置；完成后不再需要旧密钥（文件夹的旧副本除外）。"
        + "运行中的网站不受影响。"))
  @Option(
    help: help(
      "Where the new key is: file:/PATH, credential:NAME or command:WORDS.",
      "新密钥的来源：file:/路径、credential:名称或 command:命令。", value: "source"))
  var pictureKey: String
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let source = try PictureKeySource(pictureKey)
    try store.rewrapPictures(for: source)
    try console.tell(
      ["store": .string(store.path), "pictureKey": .string(source.text)],
      people: console.text(
        Bilingual(
          "The pictures are protected by the key at \(Printable.name(source.text)) now. Copy store.yaml and pictures.key to other "
            + "machines that serve this store.",
          "图片现由 \(Printable.name(source.text)) 处的密钥保护；如有其他机器运行本审核库的网站，请将 store.yaml 和 pictures.key 复制过去。")))
    return .done
  }
}
