import Testing

@testable import ImageKit

@Suite("Complete JPEG files with minor errors") struct UntidyJPEGTests {
  /// The position of the entropy-coded data of a file's first scan.
  private static func scan(_ file: [UInt8]) -> Int {
    let header = file.indices.dropLast().first { file[$0] == 0xFF && file[$0 + 1] == 0xDA }!
    return header + 2 + Int(file[header + 2]) << 8 + Int(file[header + 3])
  }

  /// A file whose first scan header ends with other parameters: the first and last coefficient, and the bit positions.
  private static func rescanned(_ file: [UInt8], _ numbers: [UInt8]) -> [UInt8] {
    var file = file
    file.replaceSubrange(scan(file) - 3..<scan(file), with: numbers)
    return file
  }

  /// A file with padding bytes before every restart marker.
  private static func padded(_ file: [UInt8], _ padding: [UInt8]) -> [UInt8] {
    var result = Array(file[..<scan(file)])
    for index in scan(file)..<file.count {
      if file[index] == 0xFF, (0xD0...0xD7).contains(file[index + 1]) { result += padding }
      result.append(file[index])
    }
    return result
  }

  private static func ending(_ file: [UInt8], with more: [UInt8]) -> [UInt8] { file.dropLast(2) + more }

  private static let text = Array("a note of the phone's own, which is no coded data".utf8)
  private static let zeros = [UInt8](repeating: 0, count: 1128)

  /// Variants of the fixtures, each with its original.
  static let variants: [(name: String, file: [UInt8], original: [UInt8])] = {
    var list: [(String, [UInt8], [UInt8])] = []
    let sequential: [(String, [UInt8])] = [
      ("4:2:0", JPEGFixtures.baseline), ("grey", JPEGFixtures.grey), ("restarts", JPEGFixtures.restarts),
      ("inks", JPEGFixtures.inks), ("4:1:1", JPEGFixtures.wide),
    ]
    for (name, file) in sequential {
      for numbers: [UInt8] in [[0, 0, 0], [1, 63, 0], [0, 63, 0x10], [0, 5, 1], [255, 255, 255]] {
        list.append(("\(name), scan header \(numbers)", rescanned(file, numbers), file))
      }
      list.append(("\(name), text before the end", ending(file, with: text + [0xFF, 0xD9]), file))
      list.append(("\(name), text in place of the end", ending(file, with: text), file))
      list.append(("\(name), another picture in place of the end", ending(file, with: JPEGFixtures.grey), file))
      list.append(("\(name), a marker nobody knows in place of the end", ending(file, with: [0xFF, 0x40, 7]), file))
    }
    for (name, file) in sequential + [("progressive", JPEGFixtures.progressive)] {
      list.append(("\(name), no end", ending(file, with: []), file))
      list.append(("\(name), half an end", file.dropLast(), file))
      list.append(("\(name), a trailer", file + text, file))
      list.append(
        (
          "\(name), bytes between segments", Array(file[..<2] + JPEGFixtures.segment(0xFE, []) + text + file[2...]),
          file
        ))
      list.append(("\(name), a segment without length", Array(file[..<2] + [0xFF, 0xE5, 0, 0] + file[2...]), file))
      list.append(
        (
          "\(name), a short JFIF segment",
          JPEGFixtures.inserting([JPEGFixtures.segment(0xE0, Array("JFIF\0".utf8))], into: file), file
        ))
      // The data of the CMYK file itself ends with zeros, which cannot be told from padding.
      guard file != JPEGFixtures.inks else { continue }
      list.append(("\(name), zeros before the end", ending(file, with: zeros + [0xFF, 0xD9]), file))
      list.append(("\(name), zeros in place of the end", ending(file, with: zeros), file))
    }
    for count in [1, 3, 8, 30] {
      let zeros = [UInt8](repeating: 0, count: count)
      list.append(("\(count) zeros before restarts", padded(JPEGFixtures.restarts, zeros), JPEGFixtures.restarts))
    }
    return list
  }()

  @Test("Every pixel is decoded, no damage is reported, and the result is clean", arguments: variants.map(\.name))
  func whole(name: String) throws {
    let (_, file, original) = Self.variants.first { $0.name == name }!
    let decoded = try PictureDecoder().decode(file), wanted = try PictureDecoder().decode(original).picture
    #expect(decoded.flaws.filter { !$0.isUntidiness } == [])
    #expect(decoded.picture.luma.samples == wanted.luma.samples)
    #expect(decoded.picture.chroma?.blue.samples == wanted.chroma?.blue.samples)
    #expect(decoded.picture.chroma?.red.samples == wanted.chroma?.red.samples)
    #expect(try PictureDecoder().verify(file).flaws.filter { !$0.isUntidiness } == [])

    // With `.auto` the photo is decoded to find its text before it is inspected; with `.exif` it is only verified.
    for upright in [Preparation.UprightSource.exif, .auto] {
      var options = Preparation.Options()
      options.upright = upright
      let prepared = try Preparation(options).prepare(file)
      #expect(prepared.route != .handedThrough)
      #expect(prepared.findings.filter { $0.severity == .error }.map(\.code) == [.tooSmall])
      #expect(!prepared.findings.map(\.code).contains(.untidyFile))
      #expect(try PictureDecoder().verify(prepared.bytes).flaws == [])
      #expect(try PictureFacts(of: prepared.bytes).isBarePicture)
    }
  }

  @Test("A minor error is a warning with advice, and not an error") func warning() {
    let file = Self.ending(JPEGFixtures.baseline, with: [])
    let findings = Inspector().inspect(file, fileName: "a.jpg").findings
    #expect(findings.map(\.code) == [.tooSmall, .untidyFile])
    #expect(findings.last?.severity == .warning)
  }

  @Test("Rows below the declared height are no damage") func furtherRows() throws {
    // 40 × 24 pixels are blocks of 8 × 8; the header declares one row of blocks less.
    let file = HostileFileTests.resized(JPEGFixtures.grey, width: 40, height: 16)
    let decoded = try PictureDecoder().decode(file), wanted = try PictureDecoder().decode(JPEGFixtures.grey).picture
    #expect(decoded.flaws.filter { !$0.isUntidiness } == [])
    #expect(decoded.picture.luma.samples[..<(40 * 16)] == wanted.luma.samples[..<(40 * 16)])
    #expect(try Preparation().prepare(file).route != .handedThrough)
  }

  @Test("Data inserted into a scan or lost from it is damage, even if replaced by zeros")
  func torn() throws {
    for (name, sampling) in [("4:2:0", 2), ("4:4:4", 1)] {
      let file = NoiseJPEG(sampling: sampling).bytes
      let start = Self.scan(file), count = file.count - 2 - start
      for part in stride(from: 5, through: 95, by: 10) {
        let at = start + count * part / 100
        let torn: [(String, [UInt8])] = [
          ("cut", Array(file[..<at])),
          ("cut, with an end", file[..<at] + [0xFF, 0xD9]),
          ("zeros instead", file[..<at] + [UInt8](repeating: 0, count: 20_000)),
          ("zeros instead, with an end", file[..<at] + [UInt8](repeating: 0, count: 20_000) + [0xFF, 0xD9]),
          ("text instead", Array(file[..<at]) + [[UInt8]](repeating: Self.text, count: 100).joined()),
          ("surplus inside", file[..<at] + (0..<300).map { UInt8($0 * 89 % 251) } + file[at...]),
        ]
        for (kind, torn) in torn {
          let flaws = (try? PictureDecoder().decode(torn))?.flaws
          #expect(flaws?.contains(where: \.isDamage) ?? true, "\(name), \(kind) at \(part)%")
          #expect(throws: (any Error).self) { try Preparation().prepare(torn) }
        }
      }
    }
  }

  @Test("Zeros between restart intervals are not taken for blocks") func tornInterval() {
    let file = JPEGFixtures.restarts
    let first = Self.scan(file)
    let marker = file.indices.first { $0 > first && file[$0] == 0xFF && file[$0 + 1] == 0xD0 }!
    // The first interval is replaced by zeros, which decode to valid blocks.
    let torn = file[..<first] + [UInt8](repeating: 0, count: 400) + file[marker...]
    #expect((try? PictureDecoder().decode(Array(torn)))?.flaws.contains(where: \.isDamage) ?? true)
  }
}
