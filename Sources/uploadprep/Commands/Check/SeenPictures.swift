import ImageKit
import Wording

/// The pictures checked so far, to find the same page in another file.
///
/// Two files are not reported as duplicates if they are the same file under two paths, or a photo and its prepared
/// picture. The same page in two candidates' folders is reported as a possible mix-up.
struct SeenPictures {
  /// A checked file.
  private struct File {
    let path: String
    /// The canonical path of the candidate's folder.
    let candidate: Path
    /// The file's identity and, for a prepared picture, those of its photo. Files that share an identity belong
    /// together.
    let identities: Set<FileIdentity>
  }

  /// The key of a photo for its prepared picture: the canonical folder, and the photo's name with or without
  /// extension.
  private struct Name: Hashable {
    let folder: Path
    let name: [UInt8]
  }

  private var index = DuplicateIndex<File>()
  private var folders = CanonicalFolders()
  /// All photos of the run, under the names that their prepared pictures may have in the same folder.
  private var photos: [Name: Set<FileIdentity>] = [:]
  /// The same for prepared pictures in other folders.
  private var photosAnywhere: [[UInt8]: Set<FileIdentity>] = [:]

  /// An empty index for the inputs of a run.
  init(among inputs: [Input]) {
    for input in inputs where !OutputName.isOutput(input.path.name) {
      guard case .file(let identity) = input.kind else { continue }
      let folder = folders.canonical(input.path.parent)
      for name in [Array(input.path.name), Array(input.path.stem)] {
        photos[Name(folder: folder, name: name), default: []].insert(identity)
        photosAnywhere[name, default: []].insert(identity)
      }
    }
  }

  /// Compares a picture with those seen before, adds a finding if one shows the same page, and records it.
  mutating func compare(_ checked: inout CheckedFile, from input: Input) {
    guard let hash = checked.hash else { return }
    let file = file(checked, input)
    if let first = index.find(hash, where: { $0.identities.isDisjoint(with: file.identities) }) {
      let name = Printable.name(first.path)
      checked.findings.append(
        Finding(.duplicate, .warning, first.candidate == file.candidate ? Self.twice(name) : Self.mixedUp(name)))
    }
    index.insert(hash, file)
  }

  private mutating func file(_ checked: CheckedFile, _ input: Input) -> File {
    var identities: Set<FileIdentity> = []
    if case .file(let identity) = input.kind { identities.insert(identity) }
    if let base = OutputName.base(of: input.path.name).map({ Array($0) }) {
      let own = photos[Name(folder: folders.canonical(input.path.parent), name: base)]
      identities.formUnion(own ?? photosAnywhere[base] ?? [])
    }
    return File(path: checked.path, candidate: folders.canonical(input.candidateFolder), identities: identities)
  }

  private static func twice(_ name: String) -> Bilingual {
    Bilingual(
      "It shows the same as \(name). Each page is needed once: leave one of the two out.",
      "与 \(name) 内容相同。同一页面只需一张，请保留其中一张。")
  }

  private static func mixedUp(_ name: String) -> Bilingual {
    Bilingual(
      "It shows the same as \(name), which lies in another folder. If each candidate has a folder, one of the two may have "
        + "been put into the wrong one: compare them.",
      "与 \(name) 内容相同，而后者在另一个文件夹中。若每位考生一个文件夹，其中一张可能放错了人，请核对。")
  }
}
