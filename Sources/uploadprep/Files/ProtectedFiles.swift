import ImageKit
import Synchronization
import Wording

/// Files that no output may replace, even with `--force`: the files this call reads or has made, under any name or
/// link, and pictures that this command did not make.
final class ProtectedFiles: Sendable {
  /// What is written.
  enum Output: Sendable {
    /// A table or page.
    case document
    /// A picture whose name shows that this command made it. An existing file of that name is an earlier result.
    case namedResult
    /// A picture under any other name, with its bytes if they are known already.
    case picture([UInt8]?)
  }

  private let identities: Mutex<Set<FileIdentity>>

  /// Protects all inputs and other files that are read.
  init(_ inputs: [Input], and others: [Path?] = []) {
    let files = inputs.compactMap { if case .file(let identity) = $0.kind { identity } else { nil } }
    identities = Mutex(Set(files + others.compactMap { $0.flatMap(FileIdentity.init(of:)) }))
  }

  /// Protects a file that has just been made. On a case-insensitive file system, `A.jpg` and `a.jpg` are one file,
  /// which the names alone do not show.
  func protect(_ path: Path) {
    guard let identity = FileIdentity(of: path) else { return }
    identities.withLock { _ = $0.insert(identity) }
  }

  /// Throws if an output may not be written to a path.
  func requireFree(_ path: Path, for output: Output, replacing: Bool) throws(Failure) {
    guard path != .standardStream else { return }
    let name = Printable.name(path.text)
    if let identity = FileIdentity(of: path), identities.withLock({ $0.contains(identity) }) {
      throw Failure(
        .cannotCreate, code: "output-is-input",
        Bilingual(
          "\(name) is read or made by this very call, and is not replaced. Give another name.",
          "\(name) 是本次读取或刚生成的文件，不会被替换，请换一个文件名。"))
    }
    try OutputFile.checkPlace(path, replacing: replacing)
    guard replacing, ExistingPicture(at: path)?.mayBeReplaced(by: output) == false else { return }
    throw Failure(
      .cannotCreate, code: "output-is-picture",
      Bilingual(
        "\(name) is a picture, and pictures are not replaced, with --force either. Give another name, or remove it first.",
        "\(name) 是一张图片。即使加上 --force 也不会替换图片，请换一个文件名，或先删除它。"))
  }
}

/// A picture that exists at an output's path.
private struct ExistingPicture {
  private let path: Path
  /// Whether its content is a picture in a format that is decoded here.
  private let isReadable: Bool
  /// Whether its content is another picture format or a film.
  private let isForeign: Bool

  /// Extensions that people use for pictures, whatever the content is.
  private static let endings: Set<String> = [
    "jpg", "jpeg", "jpe", "jfif", "png", "heic", "heif", "hif", "avif", "webp", "gif", "bmp", "tif", "tiff", "jxl",
    "jp2",
    "dng", "cr2", "cr3", "nef", "arw", "raf", "orf", "rw2", "svg", "pdf",
  ]

  /// The picture at a path, symbolic links followed; nil where there is no file, or the file is not a picture.
  init?(at path: Path) {
    guard let input = try? Input(one: path), case .file = input.kind else { return nil }
    let head = input.head(4_096)
    isReadable = PictureFormat(sniffing: head) != nil
    isForeign = !isReadable && ForeignFormat(sniffing: head)?.isMadeByCamera == true
    guard isReadable || isForeign || Self.endings.contains(path.ending ?? "") else { return nil }
    self.path = path
  }

  func mayBeReplaced(by output: ProtectedFiles.Output) -> Bool {
    switch output {
    case .document: return false
    case .namedResult: return true
    case .picture(let bytes):
      // Content that is not a picture is nobody's photo. The whole file is compared once the new bytes are known.
      guard isReadable, let bytes else { return !isForeign }
      guard let own = try? Input(one: path).read(atMost: 100_000_000) else { return false }
      return own == bytes || BudgetEncoder.wrote(own)
    }
  }
}
