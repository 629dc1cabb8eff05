import Foundation
import ImageKit
import Testing
import Wording

@testable import Dossiers
@testable import ReviewStore

@Suite("Dossiers", .timeLimit(.minutes(20))) struct DossierWriterTests {
  let path = NSTemporaryDirectory() + "dossiers-" + UUID().uuidString
  let store: ReviewStore

  /// A store with a handed in application, `甲/1`, whose two pictures are photos of noise.
  init() throws {
    try ReviewStore.create(at: path, policy: try #require(Policy.shippedYAML("shandong-2021")))
    store = try ReviewStore(
      at: path,
      preparing: PicturePreparing { photo, _, _ in
        ReadyPicture(bytes: photo, format: .jpeg, width: 900, height: 700)
      })
    try store.addRegistration(
      NewRegistration(
        number: "甲/1", name: "测试考生", category: "临床执业医师", site: "A", idNumber: "11010119900101122X"))
    try store.activate("甲/1")
    for number in 1...2 { try store.upload(Self.noise(number), to: "identity", of: "甲/1") }
    try store.submit("甲/1")
  }

  /// A photo of noise, which has as many bytes as it may.
  private static func noise(_ seed: Int) throws -> [UInt8] {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    var picture = PlanarPicture(luma: Plane(width: 900, height: 700), chroma: nil)
    for y in 0..<700 {
      for x in 0..<900 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        picture.luma[x, y] = UInt8(96 + state % 64)
      }
    }
    return try BudgetEncoder(maxBytes: 60_000 * seed, effort: .fast).encode(picture).bytes
  }

  private func done() { try? FileManager.default.removeItem(atPath: path) }

  @Test("The PDF holds the files byte for byte, and is the same every time", arguments: Language.allCases)
  func pdf(language: Language) throws {
    defer { done() }
    let dossier = try store.dossier(of: "甲/1")
    let pdf = try DossierWriter(language: language).pdf(of: dossier)
    #expect(pdf.reduced == 0)
    for picture in dossier.pictures {
      #expect(pdf.bytes.firstRange(of: Array("stream\n".utf8) + picture.bytes + Array("\nendstream".utf8)) != nil)
    }
    #expect(try DossierWriter(language: language).pdf(of: dossier).bytes == pdf.bytes)
  }

  @Test("Pictures are made smaller, in proportion, only where the whole has too many bytes") func smaller() throws {
    defer { done() }
    let dossier = try store.dossier(of: "甲/1")
    let whole = dossier.pictures.reduce(0) { $0 + $1.bytes.count }
    #expect(try DossierWriter(language: .english, maxBytes: whole).files(of: dossier).reduced == 0)
    let files = try DossierWriter(language: .english, maxBytes: 120_000).files(of: dossier)
    #expect(files.reduced == 2 && files.count <= 120_000 && files.count > 110_000)
    let shares = zip(files.files, dossier.pictures).map { Double($0.bytes.count) / Double($1.bytes.count) }
    #expect(abs(shares[0] / shares[1] - 1) < 0.05)
    // The captions' fonts take some tens of kilobytes, and the same whatever the pictures have.
    let limit = try DossierWriter(language: .english).pdf(of: dossier).bytes.count - 60_000
    let pdf = try DossierWriter(language: .english, maxBytes: limit).pdf(of: dossier)
    #expect(pdf.reduced == 2 && pdf.bytes.count <= limit && pdf.bytes.count > limit - 10_000)
  }

  @Test("What would be too small to read is refused, and the figure that is named is enough") func tooSmall() throws {
    defer { done() }
    let dossier = try store.dossier(of: "甲/1")
    var needed = 0
    #expect {
      _ = try DossierWriter(language: .english, maxBytes: 25_000).files(of: dossier)
    } throws: { error in
      guard case .doesNotFit(2, 25_000, let figure)? = error as? DossierError else { return false }
      needed = figure
      return true
    }
    #expect(try DossierWriter(language: .english, maxBytes: needed).files(of: dossier).count <= needed)
  }

  @Test("Files are named by number, material and label, in the language") func fileNames() throws {
    defer { done() }
    let dossier = try store.dossier(of: "甲/1")
    let chinese = try DossierWriter(language: .chinese).files(of: dossier).files.map(\.name)
    #expect(chinese.allSatisfy { $0.hasSuffix(".jpg") && !$0.contains(" ") && !$0.contains("/") })
    #expect(chinese[0].hasPrefix("01-身份证明") || chinese[0].hasPrefix("01-"))
    #expect(Set(chinese).count == 2)
    #expect(DossierNames.file(7, of: 120, named: "a/b: c\u{202E}") == "007-a_b_c_.jpg")
    #expect(DossierNames.file(1, of: 2, named: String(repeating: "长", count: 200)).utf8.count < 140)
  }

  @Test("Names of folders are safe, and different for different numbers") func folderNames() throws {
    defer { done() }
    #expect(DossierNames.name(of: "2024-001") == "2024-001")
    #expect(DossierNames.name(of: "甲/1") == "甲%2F1")
    #expect(DossierNames.name(of: "甲%2F1") == "甲%252F1")
    #expect(DossierNames.name(of: ".a.") == "%2Ea%2E")
    let long = (0..<2).map { RegistrationNumber(String(repeating: "长", count: 100) + "\($0)") }
    #expect(DossierNames.name(of: long[0]) != DossierNames.name(of: long[1]))
    #expect(long.allSatisfy { DossierNames.name(of: $0).utf8.count < 220 })
  }
}
