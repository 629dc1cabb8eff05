import ImageKit
import Wording

/// The files that a command reads: none of them is ever written to or replaced, by whatever name or link.
struct ProtectedFiles: Sendable {
  private let identities: Set<FileIdentity>

  init(_ inputs: [Input]) {
    identities = Set(inputs.compactMap { if case .file(let identity) = $0.kind { identity } else { nil } })
  }

  /// Refuses a path that no output may be put at.
  func requireFree(_ path: Path, replacing: Bool) throws(Failure) {
    if let identity = FileIdentity(of: path), identities.contains(identity) {
      throw Failure(
        .cannotCreate, code: "output-is-input",
        Bilingual(
          "\(Printable.name(path.text)) is read here, and what is read is never changed. Give another name.",
          "\(Printable.name(path.text)) 是本次读取的文件，不会被改动，请换一个文件名。"))
    }
    try OutputFile.checkPlace(path, replacing: replacing)
  }
}
