import Glibc
import ImageKit
import ReviewStore
import Wording

extension Policy {
  /// The YAML text of a built-in policy by its id, or of a policy file, with the folder that contains the file's
  /// example pictures.
  static func text(named name: String) throws -> (yaml: String, folder: Path?) {
    if let yaml = shippedYAML(name) { return (yaml, nil) }
    let path = Path(name)
    if path.withCString({ access($0, F_OK) }) != 0 {
      let ids = Bilingual.list(shippedIDs)
      throw Failure(
        .noInput, code: "no-policy",
        Bilingual(
          "There is no policy and no file called \(name). Policies that ship: \(ids.english).",
          "没有名为 \(name) 的考区规则或文件；内置规则有：\(ids.chinese)。"), input: name)
    }
    let bytes = try FileReading.bytes(ofText: path)
    guard let yaml = String(validating: bytes, as: UTF8.self) else {
      throw Failure(
        .unreadableData, code: "bad-policy", Bilingual("The file is not UTF-8 text.", "文件不是 UTF-8 文本。"), input: name)
    }
    return (yaml, path.parent)
  }

  /// Returns whether an example picture of a name exists in a policy file's folder.
  static func hasExample(in folder: Path?) -> (String) -> Bool {
    { name in
      guard let folder else { return false }
      return (try? Input(one: folder.appending(name.utf8)).read(atMost: mostExampleBytes)) != nil
    }
  }

  /// The largest size of an example picture, in bytes.
  static let mostExampleBytes = 5_000_000

  /// A policy by its id or from a file.
  static func named(_ name: String) throws -> Policy {
    do {
      let (yaml, folder) = try text(named: name)
      return try Policy(yaml: yaml, hasExample: hasExample(in: folder))
    } catch {
      throw Failure(review: error, input: name)
    }
  }
}
