import Testing
import Wording

@testable import ImageKit

@Suite("Which paper a picture shows") struct PaperKindTests {
  @Test("A kind is decided only when it is likely enough") func margin() {
    #expect(PaperLook([.cardEmblem: 0.95, .printed: 0.05]).kind == .cardEmblem)
    #expect(PaperLook([.cardEmblem: 0.55, .printed: 0.45]).kind == nil)
  }

  @Test("Another paper than the wanted one is a warning that names both") func wrong() throws {
    let finding = try #require(PaperLook([.cardEmblem: 0.99, .printed: 0.01]).wrongPaper(wanted: [.cardPortrait]))
    #expect(finding.code == .wrongPaper && finding.severity == .warning && finding.score == 99)
    #expect(finding.message.chinese == "像是身份证国徽面，这里要身份证人像面。")
    #expect(
      finding.message.english
        == "This looks like the emblem side of an identity card; wanted is the portrait side of an identity card.")
  }

  @Test("There is no warning without wanted papers, for one of them, or while in doubt") func noWarning() {
    let look = PaperLook([.certificate: 0.95, .printed: 0.05])
    #expect(look.wrongPaper(wanted: []) == nil)
    #expect(look.wrongPaper(wanted: [.certificate]) == nil)
    #expect(look.wrongPaper(wanted: [.printed]) == nil, "a printed page is not unlikely enough")
    #expect(PaperLook([.certificate: 0.55, .portrait: 0.45]).wrongPaper(wanted: [.cardEmblem]) == nil)
  }

  @Test("Something that is no document is told as such, and swapped sides are too") func wording() throws {
    let flower = try #require(PaperLook([.noDocument: 1]).wrongPaper(wanted: [.cardEmblem, .passportPage]))
    #expect(flower.message.chinese == "画面中似乎没有证件或文件，这里要身份证国徽面或护照信息页。")
    let swapped = PaperLook([.cardEmblem: 1]).wrongPaper(wanted: [.cardPortrait]) { $0 == .cardEmblem ? 2 : nil }
    #expect(swapped?.message.chinese == "像是身份证国徽面，这里要身份证人像面。正反面可能放反了：这一张应放在第 2 张。")
  }

  @Test(
    "Pictures of every size and shape are looked at, with and without colours",
    arguments: [(1, 1), (1, 3_000), (3_000, 2), (64, 64), (640, 480), (193, 191)])
  func sizes(width: Int, height: Int) {
    let luma = Plane(width: width, height: height, filledWith: 90)
    let chroma = Plane(width: (width + 1) / 2, height: (height + 1) / 2, filledWith: 140)
    for picture in [
      PlanarPicture(luma: luma, chroma: nil),
      PlanarPicture(
        luma: luma, chroma: .init(blue: chroma, red: chroma), horizontalSubsampling: 2, verticalSubsampling: 2),
    ] {
      let sum = PaperLook(at: picture).probabilities.reduce(0, +)
      #expect(abs(sum - 1) < 1e-6)
    }
  }

  @Test(
    "A picture looks the same in whichever of four ways it lies",
    arguments: [ExifOrientation.upsideDown, .turnClockwise, .turnCounterclockwise])
  func turned(state: ExifOrientation) throws {
    let page = PlanarPicture(luma: try PageFixture().plane, chroma: nil)
    let (one, other) = (PaperLook(at: page).probabilities, PaperLook(at: page.upright(from: state)).probabilities)
    #expect(zip(one, other).allSatisfy { abs($0 - $1) < 0.02 })
    #expect((one.max() ?? 1) < 0.999_9, "a certain answer would show nothing")
  }

  @Test("An inspection names the paper, and warns of another than is wanted") func inspection() throws {
    let picture = PlanarPicture(luma: Plane(width: 400, height: 300, filledWith: 120), chroma: nil)
    let file = try BudgetEncoder(maxBytes: 20_000).encode(picture).bytes
    var inspector = Inspector()
    let look = try #require(inspector.inspect(file, fileName: nil).paper)
    #expect(abs(look.probabilities.reduce(0, +) - 1) < 1e-6)
    #expect(PaperLook(inFile: file) == look)
    #expect(PaperLook(inFile: Array(file.prefix(100))) == nil)
    let code = look.wrongPaper(wanted: [.passportCover])?.code
    inspector.takes = [.passportCover]
    #expect(inspector.inspect(file, fileName: nil).findings.contains { $0.code == .wrongPaper } == (code != nil))
    inspector.looksAtContent = false
    #expect(inspector.inspect(file, fileName: nil).paper == nil)
  }
}
