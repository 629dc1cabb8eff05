import Glibc
import ImageKit
import Wording

/// One photo to prepare, and where its picture goes.
struct Photo: Sendable {
  /// Where a picture goes.
  enum Target: Sendable, Hashable {
    /// Beside the photo or into the folder for outputs, under a name that follows from the photo's.
    case named(OutputName)
    /// The file that was asked for.
    case file(Path)
    /// Standard output.
    case standardOutput
    /// Nowhere: there is nothing to read.
    case nowhere
    /// Nowhere: it is a result of an earlier run.
    case ownResult

    /// The path for a picture of a format; nil where it goes to no file.
    func path(for format: PictureFormat) -> Path? {
      switch self {
      case .named(let name): name.path(for: format)
      case .file(let path): path
      case .standardOutput, .nowhere, .ownResult: nil
      }
    }

    /// Whether the name allows a PNG, so that name and content agree.
    var mayBePNG: Bool {
      switch self {
      case .named(let name): !name.keepsEnding
      case .file(let path): path.ending == "png"
      case .standardOutput, .nowhere, .ownResult: false
      }
    }
  }

  let input: Input
  let target: Target
}

extension Input {
  /// Whether it is a result of an earlier run, told by its name.
  var isOwnResult: Bool {
    if case .file = kind { OutputName.isOutput(path.name) } else { false }
  }
}

/// Decides for all photos of one call where their pictures go, before any work is done.
struct PhotoPlan {
  /// The one file that was asked for.
  let output: Path?
  /// The folder that was asked for.
  let outDir: Path?

  /// The photos in the order of the inputs; one that was named twice stands where it was named first.
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
    let here = Path(".").canonical
    // Content is looked at only where a name is disputed.
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

  /// The folder below which a photo keeps its folders: the one that was named, or the working directory for a photo that
  /// was named by a path within it. A photo named from elsewhere has its own.
  private func root(of input: Input, in folder: Path, from here: Path) -> Path {
    if let depth = input.depth { return (0..<depth).reduce(folder) { root, _ in root.parent } }
    let isWithin = input.path.bytes.first != UInt8(ascii: "/") && (folder == here || folder.isInside(here))
    return isWithin ? here : folder
  }

  /// The path from which a picture's name follows; nil where it needs none.
  private func place(of input: Input) -> Path? {
    switch input.kind {
    case .file: input.path
    case .standardInput: outDir == nil ? nil : Path("stdin")
    case .unreadable, .missing: nil
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
