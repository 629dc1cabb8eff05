import ImageKit
import ReviewStore
import Wording

/// Writes an application's pictures as one PDF, or as files with names.
///
/// The same dossier gives the same bytes on every run.
public struct DossierWriter: Sendable {
  /// The language of captions and names.
  public let language: Language
  /// The most bytes that a PDF, or all files of a folder together, may have; nil for any number. Where the pictures have
  /// more, they are encoded anew, each with its share.
  public let maxBytes: Int?

  /// A writer.
  public init(language: Language, maxBytes: Int? = nil) {
    self.language = language
    self.maxBytes = maxBytes
  }

  /// A dossier as one file.
  public struct PDF: Sendable {
    /// The file.
    public let bytes: [UInt8]
    /// How many pictures were encoded anew, to be smaller.
    public let reduced: Int
  }

  /// A dossier as files.
  public struct Files: Sendable {
    /// The files in order. Names are unique, also where case does not matter, and can be used on any file system.
    public let files: [(name: String, bytes: [UInt8])]
    /// How many pictures were encoded anew, to be smaller.
    public let reduced: Int
    /// The size of all files.
    public var count: Int { files.reduce(0) { $0 + $1.bytes.count } }
  }

  /// One PDF: an A4 page for each picture, in the policy's order, with the material's name and the person below; at the end
  /// a page that names the required papers that are missing, if there are any.
  ///
  /// - Throws: ``DossierError``, ImageKit's `PrintingError` and `WatermarkError`; `DecodingError` when a picture that must
  ///   become smaller cannot be read.
  public func pdf(of dossier: Dossier) throws -> PDF {
    let files = dossier.pictures.map(\.bytes)
    var made = try pages(of: dossier, files)
    guard let maxBytes, made.count > maxBytes else { return PDF(bytes: made, reduced: 0) }
    var reduced = 0
    // What stands around the pictures changes by some bytes with their sizes.
    var around = made.count - files.reduce(0) { $0 + $1.count }
    while made.count > maxBytes {
      around += 16 + 4 * files.count
      let smaller = try PictureBudget(limit: maxBytes, around: around).fit(files)
      made = try pages(of: dossier, smaller)
      reduced = zip(files, smaller).count { $0 != $1 }
    }
    return PDF(bytes: made, reduced: reduced)
  }

  /// A file for each picture: `01-身份证-人像面.jpg`.
  ///
  /// - Throws: ``DossierError``; `DecodingError` as for ``pdf(of:)``.
  public func files(of dossier: Dossier) throws -> Files {
    let files = dossier.pictures.map(\.bytes)
    let total = files.reduce(0) { $0 + $1.count }
    var fitting = files
    if let maxBytes, total > maxBytes { fitting = try PictureBudget(limit: maxBytes, around: 0).fit(files) }
    let names = zip(1..., dossier.pictures).map { number, picture in
      DossierNames.file(number, of: files.count, named: title(of: picture, separator: "-"))
    }
    return Files(files: Array(zip(names, fitting)), reduced: zip(files, fitting).count { $0 != $1 })
  }

  private func pages(of dossier: Dossier, _ files: [[UInt8]]) throws -> [UInt8] {
    let record = dossier.registration
    let whose = [record.number.rawValue, record.name, record.maskedIDNumber].compactMap(\.self)
    let who = whose.joined(separator: say(Bilingual("  ·  ", "　")))
    let count = files.count + (dossier.missing.isEmpty ? 0 : 1)
    var material: MaterialID?
    var pages = zip(dossier.pictures, files).enumerated().map { index, pair in
      let (picture, bytes) = pair
      defer { material = picture.place.material }
      return PrintedPage(
        .picture(bytes), caption: [title(of: picture, separator: say(Bilingual(", ", "　"))), who],
        mark: "\(index + 1) / \(count)", bookmark: material == picture.place.material ? nil : say(picture.material))
    }
    if !dossier.missing.isEmpty {
      let heading = Bilingual("Papers that are missing", "缺少的材料")
      pages.append(
        PrintedPage(
          .lines([say(heading)] + dossier.missing.map(say)), caption: [say(heading), who], mark: "\(count) / \(count)",
          bookmark: say(heading)))
    }
    let name = say(Bilingual("Papers of \(record.number)", "\(record.number) 报考材料"))
    return try PicturePages(title: name, secondsSince1970: Int(dossier.since.milliseconds / 1000)).pdf(of: pages)
  }

  /// The material, and which of its pictures it is.
  private func title(of picture: Dossier.Picture, separator: String) -> String {
    let which = picture.label.map(say) ?? (picture.isOneOfSeveral ? "\(picture.place.position)" : nil)
    return ([say(picture.material)] + (which.map { [$0] } ?? [])).joined(separator: separator)
  }

  private func say(_ words: Bilingual) -> String { words.text(in: language) }
}
