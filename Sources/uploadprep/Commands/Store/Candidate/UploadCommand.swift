import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep upload`
struct UploadCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "upload",
    abstract: words("Uploads photos: prepared, stamped, stored.", "上传照片：自动处理、加水印并保存。"))
  @Argument(help: help("The registration number.", "报名号。", value: "reg")) var registration: RegistrationNumber
  @Argument(help: help("The material's id in the policy.", "材料编号。", value: "material")) var material: MaterialID
  @Argument(help: help("Photos as a phone makes them; each is uploaded on its own.", "手机照片，可多张，逐张上传。", value: "photo"))
  var photos: [Path]
  @Option(
    help: help(
      "Where in the material. Default: what a reviewer asked for, else the lowest free one.",
      "材料中的位置，默认为审核人员要求的位置，否则为最小的空位。", value: "n"))
  var position: Int?
  @OptionGroup var seen: VersionOption
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    for sentence in reading.understood { console.note(sentence) }
    // Each upload increments the application's version. The changes made by this command itself are not a conflict.
    var version = seen.version
    return try each(photos, named: \.text, with: console) { photo in
      let bytes = try Input(one: photo).read(atMost: reading.limits.maxBytes)
      try MemoryLimit.requireRoom(for: bytes)
      let result = try store.upload(bytes, to: material, of: registration, position: position, version: version)
      if version != nil { version = result.status.version }
      try console.tell(
        JSON.object([.init("input", .string(photo.text))]).adding(result.json(in: console.language)),
        people: console.text(
          Bilingual(
            "\(Printable.name(photo.text)) → \(material) \(result.place.position), \(ByteCount.size(result.picture.bytes))",
            "\(Printable.name(photo.text)) → \(material) 第 \(result.place.position) 张，\(ByteCount.size(result.picture.bytes))"
          )))
      for finding in result.findings { try console.say(finding.message) }
    }
  }
}
