import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep picture`
struct PictureCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "picture", abstract: words("Fetches a stored picture.", "取出一张已保存的图片。"))
  @OptionGroup var picture: PlaceArguments
  @Option(
    name: .shortAndLong, help: help("The file to write; \"-\" is standard output.", "输出文件，“-”表示标准输出。", value: "file"))
  var output: Path
  @Option(name: .customLong("as"), help: help("Who looks: a member of staff.", "以工作人员身份查看。", value: "staff"))
  var staff: StaffName?
  @Flag(
    help: help(
      "The picture that was there before, to compare with; with --as.", "取该位置此前的图片（用于对比），须用 --as 指明工作人员。"))
  var former = false
  @Flag(help: help("Replaces an existing file.", "覆盖已有文件。")) var force = false
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let bytes = try bytes(from: store)
    let console = try console.makingRoom(for: [output], isPicture: true)
    try requireOutside(output)
    try ProtectedFiles([]).requireFree(output, for: .picture(bytes), replacing: force)
    try OutputFile.write(bytes, to: output, replacing: force)
    guard output != .standardStream else { return .done }
    try console.tell(
      [
        "registration": .string(picture.registration.rawValue), "material": .string(picture.material.rawValue),
        "position": .integer(picture.position), "output": .string(output.text), "bytes": .integer(bytes.count),
      ], people: "\(Printable.name(output.text))  \(ByteCount.size(bytes.count))")
    return .done
  }

  var needsOutput: Bool { output != .standardStream }

  func validate() throws {
    if former, staff == nil { throw usage("Say who looks, with --as.", "请用 --as 指明工作人员。") }
  }

  private func bytes(from store: ReviewStore) throws -> [UInt8] {
    let number = picture.registration
    guard let staff else { return try store.picture(picture.place, of: number) }
    return former
      ? try store.formerPicture(picture.place, of: number, as: staff)
      : try store.picture(picture.place, of: number, as: staff)
  }
}
