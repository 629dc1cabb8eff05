import FoundationEssentials
import ImageKit
import ReviewStore
import Wording

/// The list of what was made of which photo and how, a JSON object a line. A later run with the same list makes only
/// what is missing or would be different.
///
/// Lines are only added, by any number of runs at once; of several lines about one photo the last one holds.
struct PrepareManifest {
  /// What earlier runs have made.
  let made: MadePictures
  /// The list; nil where it is only read.
  private let file: SharedLines?
  private let language: Language

  /// Opens a list, or makes an empty one.
  ///
  /// - Parameters:
  ///   - way: how this run makes pictures.
  ///   - isOnlyRead: whether nothing is added, and no file made.
  ///   - inputs: the photos of this run. Lines about others are passed over.
  /// - Throws: `not-a-manifest` for a file that is something else, which is left as it is.
  init(
    _ path: Path, _ way: PreparationWay, for inputs: [Input], isOnlyRead: Bool, language: Language
  ) throws(Failure) {
    var made = MadePictures(way: way.name)
    if let status = try? FileStatus.of(path, followingLinks: true) {
      guard status.isRegularFile else { throw Self.anotherFile(path) }
      let beginnings = MadePictures.beginnings(of: inputs)
      var isFirst = true
      try FileReading.eachLine(of: path) { line throws(Failure) in
        if isFirst, !Self.begins(with: line) { throw Self.anotherFile(path) }
        isFirst = false
        made.read(line, beginnings)
      }
    }
    self.made = made
    self.language = language
    guard !isOnlyRead else {
      file = nil
      return
    }
    let file = try SharedLines(path)
    if !made.knowsWay {
      try file.add(JSON.object([.init("options", .string(way.name)), .init("values", way.values)]).description)
    }
    self.file = file
  }

  /// Whether a list can begin with a line: with how a run makes pictures, or the part of it that a killed run has left.
  private static func begins(with line: ArraySlice<UInt8>) -> Bool {
    let options = Array("{\"options\":\"".utf8)
    return line.starts(with: options) || !line.isEmpty && options.starts(with: line)
  }

  private static func anotherFile(_ path: Path) -> Failure {
    Failure(
      .cannotCreate, code: "not-a-manifest",
      Bilingual(
        "\(Printable.name(path.text)) is not the list of an earlier run, and is left as it is. Name another file.",
        "\(Printable.name(path.text)) 不是以前运行生成的清单，未作改动，请指定其他文件。"))
  }

  /// Adds what has become of a photo.
  func add(_ photo: Photo, _ result: Result<PhotoWork.Outcome, Failure>) throws(Failure) {
    let what: JSON
    switch result {
    case .success(.prepared(let prepared)): what = prepared.record(in: language)
    case .success(.skipped): return
    case .failure(let failure):
      what = failure.json(in: language).adding(["status": .integer(Int(failure.status.rawValue))])
    }
    var line: JSON = ["input": .string(photo.input.text)]
    line = line.adding(bytesOf: photo.input.path, as: "inputEncoded")
    if let page = photo.page { line = line.adding(["page": .integer(page)]) }
    try file?.add(line.adding(what).adding(["options": .string(made.way)]).description)
  }
}

/// How a run makes pictures: what two results from the same photo depend on.
struct PreparationWay: Sendable {
  /// All values.
  let values: JSON
  /// Identifies them.
  var name: String { String(Digest(of: Array(values.description.utf8)).rawValue.prefix(16)) }

  /// - Parameters:
  ///   - tool: the version of the command. Another may make other pictures.
  ///   - watermark: the text that is stamped. Its digest is kept, because it may name somebody.
  init(_ options: Preparation.Options, watermark: String?, tool: String) {
    let own: JSON = [
      "tool": .string(tool), "effort": .string(options.effort.rawValue), "maxSide": .optional(options.maxSide),
      "upright": .string(options.upright.rawValue), "crop": .string(options.crop.rawValue),
      "watermark": watermark.map { .string(Digest(of: Array($0.utf8)).rawValue) } ?? .null,
      "maxPixels": .integer(options.limits.maxPixels), "maxInputBytes": .integer(options.limits.maxBytes),
      "meetsRules": .bool(options.meetsRules),
    ]
    values = own.adding(options.rules.values(in: .english))
  }
}

/// The pictures that earlier runs have made, by their photos.
struct MadePictures: Sendable {
  /// What was made of a photo.
  struct Entry: Decodable, Sendable {
    /// A finding of the picture.
    struct Told: Decodable, Sendable {
      let code: String
      let severity: String
      let message: String
    }

    let input: String
    let inputEncoded: String?
    let inputSHA256: String
    let page: Int?
    let output: String
    let outputSHA256: String
    let findings: [Told]
    let options: String

    /// Whether a portal would accept the picture.
    var ok: Bool { !findings.contains { $0.severity == Finding.Severity.error.rawValue } }
  }

  private struct Key: Hashable {
    let input: String
    let encoded: String?
    let page: Int?
  }

  /// Identifies how this run makes pictures.
  let way: String
  /// Whether the list says what ``way`` stands for.
  private(set) var knowsWay = false
  private var entries: [Key: Entry] = [:]

  init(way: String) { self.way = way }

  /// What lines about photos begin with.
  static func beginnings(of inputs: [Input]) -> Set<[UInt8]> {
    Set(inputs.map { Array("{\"input\":\(JSON.string($0.text))".utf8) })
  }

  /// Reads a line of a list. What cannot be read is passed over: a part of a line that a killed run has left, or a line
  /// about a photo that could not be prepared. Such photos are prepared again.
  ///
  /// - Parameter beginnings: those of the photos of this run. Most lines of a long list are about others.
  mutating func read(_ line: ArraySlice<UInt8>, _ beginnings: Set<[UInt8]>) {
    if line.starts(with: Array("{\"options\":\"\(way)\"".utf8)) { knowsWay = true }
    guard let end = Self.endOfSecondText(in: line), beginnings.contains(Array(line[..<end])),
      let entry = try? JSONDecoder().decode(Entry.self, from: Data(line))
    else { return }
    entries[Key(input: entry.input, encoded: entry.inputEncoded, page: entry.page)] = entry
  }

  /// The index after the second text in a line: after the value in `{"input":"…"`.
  private static func endOfSecondText(in line: ArraySlice<UInt8>) -> Int? {
    var quotes = 0
    var isEscaped = false
    for index in line.indices {
      let byte = line[index]
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        quotes += 1
        if quotes == 4 { return index + 1 }
      }
    }
    return nil
  }

  /// The picture that was made of a photo, if the same would be made now, and it is still there as it was made.
  ///
  /// - Parameters:
  ///   - photoHash: the digest of the photo's file as it is now.
  ///   - objects: the server of results in object storage.
  func unchanged(
    _ photo: Photo, _ photoHash: Digest, atMost limit: Int, from objects: ObjectServer
  ) -> (entry: Entry, output: Path)? {
    let path = photo.input.path
    let key = Key(input: path.text, encoded: path.percentEncoded, page: photo.page)
    guard let entry = entries[key], entry.options == way, entry.inputSHA256 == photoHash.rawValue,
      let output = PictureFormat.handedOut.compactMap({ photo.target.path(for: $0) }).first(where: {
        $0.text == entry.output
      }),
      let bytes = try? Input(one: output, from: objects).read(atMost: limit),
      Digest(of: bytes).rawValue == entry.outputSHA256
    else { return nil }
    return (entry, output)
  }
}
