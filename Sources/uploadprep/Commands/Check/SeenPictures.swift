import ImageKit
import Wording

/// The pictures that were checked so far, by which the same page is found again in another file.
///
/// A result shows the same as its photo, and a file the same as itself by another path: neither is told. The same page in
/// another candidate's folder is told as what it may be, a mix-up.
struct SeenPictures {
  /// A file that was checked.
  private struct File {
    let path: String
    /// The candidate's folder, without links.
    let candidate: Path
    /// The file itself; of a result, its photo too. Two that share one belong together.
    let identities: Set<FileIdentity>
  }

  /// A photo as its result knows it: by its folder without links, and its name with or without its ending.
  private struct Name: Hashable {
    let folder: Path
    let name: [UInt8]
  }

  private var index = DuplicateIndex<File>()
  private var folders = CanonicalFolders()
  /// Every photo that is checked, under the names that its result may have in the photo's folder.
  private var photos: [Name: Set<FileIdentity>] = [:]
  /// The same for results that lie in other folders.
  private var photosAnywhere: [[UInt8]: Set<FileIdentity>] = [:]

  /// Nothing seen yet, of files that are to be checked.
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

  /// Looks whether a picture seen before shows the same, tells so, and adds this one to those seen.
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
