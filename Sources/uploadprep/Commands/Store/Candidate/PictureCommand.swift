import ArgumentParser
import ImageKit
import ReviewStore

/// `uploadprep picture`
struct PictureCommand: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "picture", abstract: words("Fetches a stored picture.", "取出一张已保存的图片。"))
  @OptionGroup var picture: PlaceArguments
  @Option(name: .shortAndLong, help: help("The file to write.", "输出文件。", value: "file")) var output: Path
  @Flag(help: help("Replaces an existing file.", "覆盖已有文件。")) var force = false
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let bytes = try store.picture(picture.material, picture.position, of: picture.registration)
    try OutputFile.write(bytes, to: output, replacing: force)
    try console.tell(
      [
        "registration": .string(picture.registration), "material": .string(picture.material),
        "position": .integer(picture.position), "output": .string(output.text), "bytes": .integer(bytes.count),
      ], people: "\(Printable.name(output.text))  \(Printable.bytes(bytes.count))")
    return .done
  }
}
