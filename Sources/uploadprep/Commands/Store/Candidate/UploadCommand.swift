import ArgumentParser
import Documents
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
  @Option(
    help: help(
      "Turns the photos clockwise by 0, 90, 180 or 270 degrees. Default: by their text, where it is certain.",
      "将照片顺时针旋转 0、90、180 或 270 度；默认在文字方向明确时自动转正。", value: "n"))
  var turn: String?
  @Option(
    help: help(
      "The part to keep: `whole`, `page`, or the edges of a rectangle as fractions, such as 0.1,0,0.9,1.",
      "保留的部分：`whole`（整张）、`page`（识别出的页面），或矩形四边的比例，例如 0.1,0,0.9,1。", value: "l,t,r,b"))
  var crop: String?
  @Option(
    help: help(
      "The page of a PDF or TIFF document. Default: the only page.", "PDF 或 TIFF 文档的页码，默认只接受单页文档。", value: "n"))
  var page: Int?
  @Option(
    name: .customLong("as"),
    help: help("The clerk who uploads for the candidate. Default: the candidate.", "以经办人身份代传，默认为考生本人。", value: "clerk"))
  var clerk: StaffName?
  @OptionGroup var seen: VersionOption
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    for sentence in reading.understood { console.note(sentence) }
    let edits = try PhotoEdits(turn: turn, crop: crop)
    // Each upload increments the application's version. The changes made by this command itself are not a conflict.
    var version = seen.version
    return try each(photos, named: \.text, with: console) { photo in
      let file = try Input(one: photo).read(atMost: reading.limits.maxBytes)
      let page = try PageReader(limits: reading.limits).page(
        page, of: file, toFill: store.policy.pictures.bytes.made.upperBound)
      let bytes = page?.file ?? file
      try MemoryLimit.requireRoom(for: bytes)
      let result = try store.upload(
        bytes, to: material, of: registration, position: position, edits, version: version, by: clerk)
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
