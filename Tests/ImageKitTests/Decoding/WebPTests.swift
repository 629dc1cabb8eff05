import Foundation
import Testing

@testable import ImageKit

/// One picture of 64 × 64 pixels: left half red, right half blue, bottom quarter nearly white. Made with libwebp's
/// cwebp.
@Suite("WebP")
struct WebPTests {
  private static let lossy = bytes(
    """
    UklGRnAAAABXRUJQVlA4IGQAAADQBACdASpAAEAAPp1CmkilpCKhMBv4ALATiUAZ41QPxVAMbnPeMtaSWjbZ5ooxAAD+7U3f69JJbJz//npmgVX/
    S+Hqsb//PTOtt8/EK4pFLkePwA7YRgPqD+rGJKjRd30UAAAA
    """)
  private static let lossless = bytes(
    "UklGRkIAAABXRUJQVlA4TDUAAAAvP8APABcgEEiC2R9wErFgYjnsgLrEgonM6EPsmv/4FwRqAhBglFRST/e6Ivo/AbSyf4f4AQA=")

  private static func bytes(_ text: String) -> [UInt8] {
    Array(Data(base64Encoded: text, options: .ignoreUnknownCharacters)!)
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    Array(type.utf8) + number(data.count, 4) + data + (data.count % 2 == 1 ? [0] : [])
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static func file(_ chunks: [UInt8]...) -> [UInt8] {
    let body = Array("WEBP".utf8) + chunks.flatMap { $0 }
    return Array("RIFF".utf8) + number(body.count, 4) + body
  }

  /// The first chunk of an extended file: flags and canvas size.
  private static func canvas(_ flags: UInt8, _ width: Int, _ height: Int) -> [UInt8] {
    chunk("VP8X", [flags, 0, 0, 0] + number(width - 1, 3) + number(height - 1, 3))
  }

  @Test("Both kinds decode to the original colours", arguments: [lossy, lossless])
  func colours(file: [UInt8]) throws {
    let decoded = try PictureDecoder().decode(file)
    #expect(decoded.facts.format == .webp)
    #expect(decoded.flaws.isEmpty)
    let picture = decoded.picture, half = picture.horizontalSubsampling
    #expect((picture.width, picture.height) == (64, 64))
    // 0.299 · 200 + 0.587 · 30 + 0.114 · 30
    #expect((78...84).contains(picture.luma[8, 8]))
    #expect((46...52).contains(picture.luma[56, 8]))
    #expect((247...253).contains(picture.luma[56, 60]))
    #expect((209...217).contains(picture.chroma!.red[8 / half, 8 / half]))
  }

  @Test("A picture larger than the limit is decoded at a reduced size", arguments: [lossy, lossless])
  func reduction(file: [UInt8]) throws {
    var decoder = PictureDecoder()
    decoder.limits.maxDecodedPixels = 2100
    let picture = try decoder.decode(file).picture
    #expect((picture.width, picture.height) == (32, 32))
    decoder.limits.maxDecodedPixels = 100
    decoder.limits.maxPixels = 4000
    #expect(throws: DecodingError.tooManyPixels(width: 64, height: 64, limit: file == Self.lossy ? 1600 : 200)) {
      try decoder.decode(file)
    }
  }

  @Test("From an animation the first frame is decoded on its canvas, and the others are reported")
  func animation() throws {
    // Position in units of two pixels, size minus one, milliseconds, flags.
    let header = [5, 2, 63, 63, 100].flatMap { Self.number($0, 3) }
    let frame = Self.chunk("ANMF", header + [0] + Array(Self.lossless[12...]))
    let file = Self.file(
      Self.canvas(0x02, 100, 90), Self.chunk("ANIM", [0, 0, 0, 0, 0, 0]), frame, frame)
    let decoded = try PictureDecoder().decode(file)
    #expect(decoded.facts.pictureCount == 2)
    #expect((decoded.picture.width, decoded.picture.height) == (100, 90))
    #expect(decoded.picture.luma[2, 2] == 255)
    #expect((78...84).contains(decoded.picture.luma[18, 12]))
    #expect(Inspector().inspect(file, fileName: "a.webp").findings.map(\.code).contains(.multiplePictures))
  }

  @Test("EXIF's orientation is applied, and its location noticed")
  func exif() throws {
    var exif = ExifFixture.orientation(6)
    exif.location = [(0x0002, 5, 3, 200)]
    let file = Self.file(Self.canvas(0x08, 64, 64), Array(Self.lossless[12...]), Self.chunk("EXIF", exif.bytes))
    let facts = try PictureFacts(of: file)
    #expect(facts.orientation == .turnClockwise)
    #expect(facts.hasLocation)
    #expect(facts.metadata.map(\.kind) == [.exif])
    // After a clockwise rotation, the white quarter is on the left.
    let upright = try PictureDecoder().decode(file).upright()
    #expect(upright.luma[4, 32] > 230)
  }

  @Test("A truncated file is reported as such", arguments: [lossy, lossless])
  func truncation(file: [UInt8]) throws {
    for count in [16, 28, 40, file.count - 2] {
      #expect(throws: DecodingError.truncated(.webp)) { try PictureDecoder().decode(Array(file.prefix(count))) }
    }
  }

  @Test("A WebP is converted to JPEG, and check reports that portals do not accept it")
  func useOfIt() throws {
    #expect(try Preparation().prepare(Self.lossy, named: "a.webp").format == .jpeg)
    let findings = Inspector().inspect(Self.lossy, fileName: "a.webp").findings
    #expect(findings.map(\.code) == [.wrongFormat, .tooSmall])
    #expect(findings[0].remedy == .prepare)
  }
}
