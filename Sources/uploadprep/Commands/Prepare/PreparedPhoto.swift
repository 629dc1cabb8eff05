import Documents
import ImageKit
import ReviewStore
import Wording

/// The result of preparing one photo.
struct PreparedPhoto: Sendable {
  /// The photo's path.
  let input: Path
  /// The picture's path.
  let output: Path
  /// The photo's size in bytes.
  let inputBytes: Int
  /// The digests of photo and picture; nil where nobody asked for them.
  private let digests: (photo: Digest, picture: Digest)?
  /// The time it took, including reading and writing.
  let time: Duration

  private let outputBytes: Int
  private let inputWidth: Int
  private let inputHeight: Int
  private let width: Int
  private let height: Int
  private let orientation: ExifOrientation
  private let quality: Int?
  private let predictedBytes: Int?
  private let commentBytes: Int
  private let watermarked: Bool
  private let route: PreparedPicture.Route
  private let findings: [Finding]
  private let maxBytes: Int
  private let page: PageOutline?
  private let documentPage: (number: Int, count: Int)?

  /// Keeps the facts about a picture but not its bytes: results of many photos may wait in memory for a slow one
  /// before them.
  init(
    input: Path, output: Path, inputBytes: Int, picture: PreparedPicture, maxBytes: Int, time: Duration,
    page: DocumentPage?, photoHash: Digest?
  ) {
    digests = photoHash.map { ($0, Digest(of: picture.bytes)) }
    self.input = input
    self.output = output
    self.inputBytes = inputBytes
    self.time = time
    self.maxBytes = maxBytes
    outputBytes = picture.bytes.count
    inputWidth = picture.inputWidth
    inputHeight = picture.inputHeight
    width = picture.width
    height = picture.height
    orientation = picture.orientation
    quality = picture.quality
    predictedBytes = picture.predictedSize
    commentBytes = picture.commentBytes
    watermarked = picture.watermarked
    route = picture.route
    findings = picture.findings.map(\.withCommand)
    self.page = picture.page
    documentPage = page.map { ($0.number, $0.count) }
  }

  /// Whether a portal would accept the picture.
  var ok: Bool { !findings.contains { $0.severity == .error } }

  /// The JSON object of the contract.
  func json(in language: Language) -> JSON {
    let line: JSON = [
      "input": .string(input.text), "output": .string(output.text), "inputBytes": .integer(inputBytes),
      "outputBytes": .integer(outputBytes), "inputWidth": .integer(inputWidth), "inputHeight": .integer(inputHeight),
      "width": .integer(width), "height": .integer(height), "orientation": .integer(orientation.rawValue),
      "quality": .optional(quality), "predictedBytes": .optional(predictedBytes),
      "maxBytes": .integer(maxBytes), "watermarked": .bool(watermarked),
      "milliseconds": .integer(time.milliseconds),
      "findings": .list(findings.map { $0.json(in: language) }), "route": .string(route.rawValue),
      "page": page?.json ?? .null,
    ]
    let filled = commentBytes == 0 ? line : line.adding(["commentBytes": .integer(commentBytes)])
    let whole = documentPage.map {
      filled.adding(["pageNumber": .integer($0.number), "pages": .integer($0.count)])
    }
    return (whole ?? filled).adding(hashes).adding(bytesOf: input, as: "inputEncoded").adding(
      bytesOf: output, as: "outputEncoded")
  }

  private var hashes: JSON {
    digests.map {
      ["inputSHA256": .string($0.photo.rawValue), "outputSHA256": .string($0.picture.rawValue)]
    } ?? [:]
  }

  /// What a manifest keeps of it besides the photo's name.
  func record(in language: Language) -> JSON {
    hashes.adding(["output": .string(output.text)]).adding(bytesOf: output, as: "outputEncoded").adding([
      "outputBytes": .integer(outputBytes), "findings": .list(findings.map { $0.json(in: language) }),
    ])
  }

  /// A line of text for the photo, and one more for each finding.
  func text(on console: Console) -> String {
    let name = console.output.paint(Printable.name(output.text), .strong)
    let comma = console.text(Bilingual(", ", "，"))
    let change =
      "\(ByteCount.size(inputBytes)) → \(ByteCount.size(outputBytes))" + comma
      + "\(inputWidth)×\(inputHeight) → \(width)×\(height)"
    let how =
      switch route {
      case .handedThrough: Bilingual("kept as it was", "原样保留")
      case .rewrapped: Bilingual("without loss", "无损处理")
      case .encoded: Bilingual("quality \(quality ?? 0)", "质量 \(quality ?? 0)")
      }
    let cut = page == nil ? "" : comma + console.text(Bilingual("cut to the page", "已裁切为页面"))
    let part =
      documentPage.map {
        comma + console.text(Bilingual("page \($0.number) of \($0.count)", "第 \($0.number) 页，共 \($0.count) 页"))
      } ?? ""
    let filling =
      commentBytes == 0
      ? Bilingual("", "")
      : Bilingual(
        ", \(commentBytes) bytes of it a comment without meaning", "，其中 \(commentBytes) 字节为无意义的注释")
    let mark = ok ? console.output.paint("✓", .good) : console.output.paint("✗", .bad)
    let facts = change + comma + console.text(how) + cut + part + console.text(filling)
    let line = "\(mark) \(name)  " + console.output.paint(facts, .faint)
    return ([line] + findings.map { $0.line(on: console) }).joined(separator: "\n")
  }
}
