import Testing
import Wording

@testable import ImageKit
@testable import ReviewStore

@Suite("Turning and cropping pictures", .timeLimit(.minutes(20))) struct AdjustingTests {
  /// A photo of a page of Chinese text that was turned or mirrored, without an EXIF orientation that says so.
  private func page(_ change: ExifOrientation, width: Int = 700, height: Int = 560) throws -> [UInt8] {
    var plane = Plane(width: width, height: height, filledWith: 215)
    let sentences = ["兹证明该同志在我单位临床岗位试用期间表现良好", "医师资格考试报名材料照片应当清晰完整且方向端正"]
    let masks = try sentences.map { StampMask(try TextOutline(Array($0.unicodeScalars)), emSize: 24, angle: 0) }
    for (number, y) in stride(from: 40, to: height - 30, by: 40).enumerated() {
      for glyph in masks[number % 2].glyphs {
        for (index, span) in glyph.spans.enumerated() {
          for offset in span where glyph.coverage[index * glyph.width + offset] >= 128 {
            let (x, y) = (width / 2 + glyph.left + offset, y + glyph.top + index)
            if (0..<width).contains(x), (0..<height).contains(y) { plane[x, y] = 40 }
          }
        }
      }
    }
    let picture = PlanarPicture(luma: plane.upright(from: change), chroma: nil)
    return try BudgetEncoder(maxBytes: 150_000).encode(picture).bytes
  }

  private func test(_ policy: String = "shandong-2021") throws -> TestStore {
    let test = try TestStore(policy, preparing: .imageKit)
    try test.enter("1")
    return test
  }

  private func picture(_ test: TestStore, _ place: Place = Place("identity", 1)) throws -> PictureStatus {
    let materials = try test.store.materials(of: "1")
    return try #require(
      materials.first { $0.rule.id == place.material }?.pictures.first { $0.position == place.position })
  }

  @Test("A page on its side is turned by its text, and the store still knows after it was opened again")
  func turnedByText() throws {
    for turned in [0, 90, 180, 270] {
      let degrees = (360 - turned) % 360
      let test = try test()
      let photo = try page(#require(ExifOrientation(clockwise: turned)))
      let result = try test.store.upload(photo, to: "identity", of: "1")
      #expect(result.turned == degrees && result.picture.width > result.picture.height)
      #expect(!result.findings.contains { $0.code == .notUpright })
      let again = try ReviewStore(at: test.path)
      #expect(try again.materials(of: "1")[0].pictures[0].turned == degrees)
      #expect(try test.store.verify().isClean)
    }
  }

  @Test("A material with pixels of its own gets pictures of just these, or a refusal with figures") func ownPixels()
    throws
  {
    let test = try TestStore(
      "shandong-2021", preparing: .imageKit,
      edit: {
        $0.replacing(
          "  - id: education\n",
          with: "  - id: education\n    pictures: {pixels: {width: 358, height: 441}, fit: {crop: centre}, dpi: 350}\n")
      })
    try test.enter("1")
    let result = try test.store.upload(page(.upright), to: "education", of: "1")
    #expect((result.picture.width, result.picture.height) == (358, 441))
    let small = try page(.upright, width: 300, height: 250)
    let refusal = #expect(throws: Refusal.self) { try test.store.upload(small, to: "education", of: "1") }
    #expect(refusal?.reasons.first?.message.english.contains("358 × 441") == true)
  }

  @Test("Mirrored text and a picture without text turn nothing, without a word about it") func untold() throws {
    let test = try test()
    let mirrored = try test.store.upload(page(.mirrored), to: "identity", of: "1")
    #expect(mirrored.turned == 0)
    var plane = Plane(width: 400, height: 300)
    for y in 0..<300 { for x in 0..<400 { plane[x, y] = UInt8(40 + (x + 2 * y) / 6) } }
    let photo = try BudgetEncoder(maxBytes: 60_000).encode(PlanarPicture(luma: plane, chroma: nil)).bytes
    let plain = try test.store.upload(photo, to: "identity", of: "1")
    #expect(plain.turned == 0 && !plain.findings.contains { $0.code == .orientationUndecided })
  }

  @Test("A person's turn wins over the text's, when uploading and later") func personsTurn() throws {
    let test = try test()
    let photo = try page(.turnClockwise)
    let asSaved = try test.store.upload(photo, to: "identity", of: "1", PhotoEdits(turn: 0))
    #expect(asSaved.turned == 0 && asSaved.picture.width < asSaved.picture.height)

    let other = try test.store.upload(photo, to: "education", of: "1")
    #expect(other.turned == 270)
    let place = Place("education", 1)
    let back = try test.store.adjust(
      place, of: "1", showing: other.picture.sha256, from: photo, PhotoEdits(turn: 0))
    #expect(back.picture.sha256 == asSaved.picture.sha256 && back.place == place)
    #expect(try picture(test, place).turned == 0)
  }

  @Test("An adjusted picture is that of an upload with the same edits: stamped once, and upright")
  func stampedOnce() throws {
    let test = try test()
    let photo = try page(.upright)
    let part = PhotoEdits.Crop.part(try PicturePart(left: 0.1, top: 0, right: 1, bottom: 0.6))
    var shown = try test.store.upload(photo, to: "identity", of: "1").picture.sha256
    for edits in [PhotoEdits(turn: 90), PhotoEdits(turn: 270), PhotoEdits(turn: 180, crop: part)] {
      shown = try test.store.adjust(Place("identity", 1), of: "1", showing: shown, from: photo, edits).picture.sha256
    }
    let direct = try test.store.upload(photo, to: "education", of: "1", PhotoEdits(turn: 180, crop: part))
    #expect(shown == direct.picture.sha256)
    let shape = Double(direct.picture.width) / Double(direct.picture.height)
    let expected: Double = 630 / 336
    #expect(abs(shape - expected) < 0.02)
    let version = try test.store.status(of: "1").version
    let same = try test.store.adjust(
      Place("identity", 1), of: "1", showing: shown, from: photo, PhotoEdits(turn: 180, crop: part))
    #expect(try same.picture.sha256 == shown && test.store.status(of: "1").version == version, "nothing to change")
    #expect(try test.store.verify().isClean)
    let acts = try test.store.engine.read { try $0.auditEntries(of: "1").map(\.action) }
    #expect(acts.filter { $0 == "adjust" }.count == 3)
  }

  @Test("What forbids a removal forbids adjusting: locks, another picture, an empty place") func refused() throws {
    let test = try TestStore("shandong-2021")
    try test.enter("1")
    try test.uploadIdentity("1")
    let place = Place("identity", 1)
    let shown = try #require(try picture(test).picture?.sha256)
    func adjust(_ shown: Digest, at place: Place = place) -> Refusal.Rule? {
      refusal { try test.store.adjust(place, of: "1", showing: shown, from: test.photo(), PhotoEdits(turn: 90)) }
    }
    #expect(adjust(Digest(of: [1])) == .staleVersion)
    #expect(adjust(shown, at: Place("identity", 3)) == .notFound)
    #expect(adjust(shown, at: Place("education", 1)) == .notFound)
    try test.store.submit("1")
    #expect(adjust(shown) == .locked)
    #expect(try picture(test).picture?.sha256 == shown)
  }

  @Test("A turn or a rectangle that makes no sense is refused, whatever it is") func nonsense() throws {
    for turn in ["1", "-90", "360", "90.0", "９０", "left", "NaN"] {
      #expect(throws: InputError.badTurn) { try PhotoEdits(turn: turn, crop: nil) }
    }
    for crop in [
      "0,0,0.04,1", "0,0,1", "0,0,1,1,1", "nan,0,1,1", "0,0,inf,1", "0,0,1.01,1", "-0.1,0,1,1", "0.9,0,0.1,1", "x",
      ",,,",
      "0,0,1e400,1", "0,0,1,0.0499",
    ] {
      #expect(throws: CropError.unusable, "\(crop)") { try PhotoEdits(turn: nil, crop: crop) }
    }
    var random = SplitMix(seed: 1)
    for _ in 0..<2000 {
      let numbers = (0..<4).map { _ in Double(Int.random(in: -50...1150, using: &random)) / 1000 }
      let text = numbers.map { "\($0)" }.joined(separator: ",")
      guard let edits = try? PhotoEdits(turn: "90", crop: text), case .part(let part) = edits.crop else { continue }
      var turned = part
      for _ in 0..<4 { turned = turned.turned(clockwise: 90) }
      #expect(abs(turned.left - part.left) < 1e-9 && abs(turned.bottom - part.bottom) < 1e-9)
    }
    let test = try test()
    let photo = try page(.upright)
    let narrow = PhotoEdits(turn: 0, crop: .part(try PicturePart(left: 0, top: 0, right: 0.06, bottom: 1)))
    #expect(throws: CropError.tooSmall(width: 42, height: 560)) {
      try test.store.upload(photo, to: "identity", of: "1", narrow)
    }
    #expect(try test.store.materials(of: "1")[0].pictures.isEmpty)
  }
}
