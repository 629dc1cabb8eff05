import Glibc
import ImageKit
import Wording

/// One photo to prepare, and where its picture is written.
struct Photo: Sendable {
  /// Where a picture is written.
  enum Target: Sendable, Hashable {
    /// Beside the photo or into the output folder, under a name derived from the photo's name.
    case named(OutputName)
    /// In the output folder, under the name that a template gives.
    case chosen(ChosenNames.Place)
    /// The file that `--output` names.
    case file(Path)
    /// Standard output.
    case standardOutput
    /// Nowhere: the input cannot be read.
    case nowhere
    /// Nowhere: the input is a prepared picture from an earlier run.
    case ownResult

    /// The path for a picture of a format; nil where it is not written to a file.
    func path(for format: PictureFormat) -> Path? {
      switch self {
      case .named(let name): name.path(for: format)
      case .chosen(let place): place.path(for: format)
      case .file(let path): path
      case .standardOutput, .nowhere, .ownResult: nil
      }
    }

    /// The same for one of several pages of a document: `NAME-2.upload.jpg`.
    func numbered(_ page: Int) -> Target {
      guard case .named(let name) = self else { return self }
      return .named(
        OutputName(base: Path(bytes: name.base.bytes + Array("-\(page)".utf8)), keepsEnding: name.keepsEnding))
    }

    /// Whether the output may be a PNG, so that its extension matches the content.
    var mayBePNG: Bool {
      switch self {
      case .named(let name): !name.keepsEnding
      case .chosen(let place): place.ending == nil || place.ending?.lowercased() == "png"
      case .file(let path): path.ending == "png"
      case .standardOutput, .nowhere, .ownResult: false
      }
    }
  }

  let input: Input
  let target: Target
  /// The page to prepare, from 1, where the input is a document; nil for its only page.
  var page: Int?
}

extension Input {
  /// Whether its name is that of a prepared picture from an earlier run.
  var isOwnResult: Bool {
    switch kind {
    case .file, .object: OutputName.isOutput(path.name)
    case .standardInput, .unreadable, .missing: false
    }
  }
}

/// Decides for all photos of a call where their pictures are written, before any work is done.
struct PhotoPlan {
  /// The file that `--output` names.
  let output: Path?
  /// The folder that `--out-dir` names.
  let outDir: Path?
  /// The folder that `--relative-to` names: below the output folder, photos keep their folders below this one.
  var relativeTo: Path?
  /// The names that `--out-name` and `--names` give; nil for names derived from the photos'.
  var chosen: ChosenNames?

  /// The photos in the order of the inputs. A photo that is named twice keeps its first position.
  func photos(for inputs: [Input]) throws(Failure) -> [Photo] {
    if let output {
      let target: Photo.Target = output == .standardStream ? .standardOutput : .file(output)
      return [Photo(input: try onlyOne(of: inputs), target: target)]
    }

    var seen: Set<Path> = []
    var folders = CanonicalFolders()
    var photos: [(input: Input, name: Int?)] = []
    var named: [(input: Input, path: Path, folder: Path)] = []
    for input in inputs {
      guard let path = place(of: input), !input.isOwnResult else {
        photos.append((input, nil))
        continue
      }
      let folder = folders.canonical(path.parent)
      guard seen.insert(folder.appending(path.name)).inserted else { continue }
      photos.append((input, named.count))
      named.append((input, path, folder))
    }
    if let chosen {
      let places = try chosen.places(for: named.map { $0.input })
      return photos.map { input, name in
        let other: Photo.Target = input.isOwnResult ? .ownResult : .nowhere
        return Photo(input: input, target: name.map { Photo.Target.chosen(places[$0]) } ?? other)
      }
    }
    if let relativeTo {
      let bases = try Self.bases(
        named.map { ($0.input, $0.path, $0.folder) }, below: relativeTo, in: outDir ?? Path("."))
      return photos.map { input, name in
        let other: Photo.Target = input.isOwnResult ? .ownResult : .nowhere
        return Photo(
          input: input, target: name.map { .named(OutputName(base: bases[$0], keepsEnding: true)) } ?? other)
      }
    }
    let here = Path(".").canonical
    // The content is read only where two photos compete for a name.
    let rivals = Dictionary(grouping: named) { $0.folder.appending($0.path.stem) }
    let names = OutputNames.plan(
      named.map { input, path, folder in
        let isDisputed = rivals[folder.appending(path.stem)]!.count > 1
        return OutputNames.Photo(
          path: path, folder: folder, root: root(of: input, in: folder, from: here),
          isPicture: !isDisputed || input.looksLikePicture)
      }, into: outDir)
    return photos.map { input, name in
      if let name { return Photo(input: input, target: .named(names[name])) }
      guard case .standardInput = input.kind else {
        return Photo(input: input, target: input.isOwnResult ? .ownResult : .nowhere)
      }
      return Photo(input: input, target: .standardOutput)
    }
  }

  /// The folder relative to which a photo's folders are kept: the folder that was named, or the working directory for
  /// a photo named by a relative path inside it. For any other photo it is the photo's own folder.
  private func root(of input: Input, in folder: Path, from here: Path) -> Path {
    if let depth = input.depth { return (0..<depth).reduce(folder) { root, _ in root.parent } }
    let isWithin = input.path.bytes.first != UInt8(ascii: "/") && (folder == here || folder.isInside(here))
    return isWithin ? here : folder
  }

  /// The path from which the output's name is derived; nil where no name is needed.
  private func place(of input: Input) -> Path? {
    switch input.kind {
    case .file, .object: input.path
    case .standardInput: outDir == nil ? nil : Path("stdin")
    case .unreadable, .missing: nil
    }
  }

  /// Names that follow from each photo's path alone, whatever other photos there are: its path below a folder, with its
  /// own extension.
  private static func bases(
    _ photos: [(input: Input, path: Path, folder: Path)], below root: Path, in outDir: Path
  ) throws(Failure) -> [Path] {
    let root = root.canonical
    let outside = photos.filter { $0.folder != root && !$0.folder.isInside(root) }
    guard outside.isEmpty else {
      throw Failure(
        .usage, code: "outside",
        Bilingual(
          "Not every photo is below the folder of --relative-to; nothing was written.",
          "部分照片不在 --relative-to 指定的文件夹内，未写入任何文件。"),
        reasons: outside.prefix(NamesTable.toldMistakes).map { photo in
          Failure.Reason(
            code: "outside",
            message: Bilingual("it is not below that folder.", "不在该文件夹内。").about(
              Printable.name(photo.input.text)), facts: ["input": .string(photo.input.text)])
        })
    }
    return photos.map { photo in
      photo.folder.relative(to: root).components.reduce(outDir) { $0.appending($1) }.appending(photo.path.name)
    }
  }

  private func onlyOne(of inputs: [Input]) throws(Failure) -> Input {
    guard inputs.count == 1, let input = inputs.first, !input.wasWalked else {
      throw Failure(
        .usage, code: "usage",
        Bilingual(
          "--output names the picture of one photo. For several, name a folder with --out-dir.",
          "--output 只能用于单张照片；处理多张时请用 --out-dir 指定文件夹。"))
    }
    return input
  }
}
