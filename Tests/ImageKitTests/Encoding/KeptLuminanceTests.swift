import Foundation
import Testing

@testable import ImageKit

@Suite("Luma makes up for what chroma loses")
struct KeptLuminanceTests {
  @Test("Where chroma is shown as it is wanted, luma stays as it is")
  func unchanged() {
    let picture = EncodingFixtures.picture(.texture, width: 37, height: 21)
    let grid = ChromaGrid(chroma: picture.chroma!, horizontal: 2, vertical: 2)
    let kept = picture.luma.keepingLuminance(of: grid, shownWith: grid)
    #expect(kept.samples == picture.luma.samples)
  }

  @Test("The luminance of fine colours is kept although their chroma is not, and luma alone does not keep it")
  func kept() {
    // Red and blue columns by turns; shown is their mean.
    let (width, height) = (32, 8)
    let luma = Plane(width: width, height: height, filledWith: 120)
    var (blue, red) = (luma, luma)
    for y in 0..<height {
      for x in 0..<width { (blue[x, y], red[x, y]) = x % 2 == 0 ? (108, 150) : (160, 110) }
    }
    let mean = PlanarPicture.Chroma(
      blue: Plane(width: width / 2, height: height, filledWith: 134),
      red: Plane(width: width / 2, height: height, filledWith: 130))
    let kept = luma.keepingLuminance(
      of: ChromaGrid(chroma: .init(blue: blue, red: red)), shownWith: ChromaGrid(chroma: mean, horizontal: 2))
    var (largest, largestBefore) = (0.0, 0.0)
    for x in 0..<width {
      let wanted = Self.luminance(luma[x, 3], blue[x, 3], red[x, 3])
      largest = max(largest, abs(Self.luminance(kept[x, 3], 134, 130) - wanted))
      largestBefore = max(largestBefore, abs(Self.luminance(luma[x, 3], 134, 130) - wanted))
    }
    #expect(largestBefore > 0.01)
    #expect(largest < 0.003)
  }

  @Test("Chroma is spread over luma as libjpeg's decoder spreads it", arguments: [(1, 1), (2, 1), (2, 2)])
  func spread(horizontal: Int, vertical: Int) throws {
    // With wanted chroma of 128 and a slight shown one, luma's change is in proportion to the shown chroma.
    let (width, height) = (16, 16)
    var red = Plane(width: width / horizontal, height: height / vertical, filledWith: 128)
    red[red.width / 2, red.height / 2] = 98
    let none = Plane(width: width, height: height, filledWith: 128)
    let luma = none.keepingLuminance(
      of: ChromaGrid(chroma: .init(blue: none, red: none)),
      shownWith: ChromaGrid(
        chroma: .init(blue: Plane(width: red.width, height: red.height, filledWith: 128), red: red),
        horizontal: horizontal, vertical: vertical))
    let (x, y) = (red.width / 2 * horizontal, red.height / 2 * vertical)
    let full = Int(luma[x, y]) - 128
    #expect(full != 0)
    // The next sample beyond the chroma sample's own square has a quarter of its weight, along each halved direction.
    let beside = Int(luma[x + horizontal, y]) - 128
    let below = Int(luma[x, y + vertical]) - 128
    #expect(horizontal == 1 ? beside == 0 : abs(3 * beside - full) <= 2)
    #expect(vertical == 1 ? below == 0 : abs(3 * below - full) <= 2)
  }

  @Test("The inverse transform shows the picture whose coefficients it gets")
  func inverse() {
    let plane = EncodingFixtures.picture(.print, width: 29, height: 18, horizontal: 0).luma
    let table = QuantizationTable(shape: [Float](repeating: 1, count: 64), scale: 1)
    let exact = ForwardDCT.transform(plane)
    let quantized = CoefficientPlane(blocksWide: exact.blocksWide, blocksHigh: exact.blocksHigh) { output in
      for k in exact.values.indices {
        output[k] = Int16((Double(exact.values[k]) / Double(CoefficientPlane.precision)).rounded())
      }
    }
    let shown = InverseDCT.plane(of: quantized, table, width: 29, height: 18)
    for y in 0..<18 {
      for x in 0..<29 { #expect(abs(Int(shown[x, y]) - Int(plane[x, y])) <= 2) }
    }
  }

  @Test("A prepared picture keeps the luminance of fine colours better than its chroma alone would")
  func prepared() throws {
    // Columns of two colours, as fine as the photo's chroma: the file's chroma has half of that, and loses its grain.
    let (width, height) = (512, 512)
    let luma = Plane(width: width, height: height, filledWith: 130)
    var random = Xorshift(seed: 7)
    var (blue, red) = (luma, luma)
    for y in 0..<height {
      for x in 0..<width {
        let grain = UInt8.random(in: 0...40, using: &random)
        (blue[x, y], red[x, y]) = x % 2 == 0 ? (100 + grain, 150 + grain) : (130 + grain, 70 + grain)
      }
    }
    let picture = PlanarPicture(luma: luma, chroma: .init(blue: blue, red: red))
    let halved = picture.subsampled(forBytes: 12_000)
    let perception = Perception.standard
    var solver = BudgetSolver(halved, scale: 1, perception: perception)
    let estimate = solver.estimate(12_000)
    func columns(_ solver: BudgetSolver) throws -> [Double] {
      let file = try #require(solver.fill(12_000, from: estimate, passes: 4)).file.write(maxBytes: 12_000)
      let shown = try PictureDecoder().decode(try #require(file.bytes)).picture
      return (200..<216).map { x in (0..<512).reduce(0) { $0 + Double(shown.luma[x, $1]) } / 512 }
    }
    let before = try columns(solver)
    solver.keepLuminance(
      of: { ChromaGrid(chroma: .init(blue: blue, red: red)) }, in: halved, budget: 12_000, estimate: estimate)
    let after = try columns(solver)
    func swing(_ values: [Double]) -> Double {
      abs(stride(from: 0, to: 16, by: 2).reduce(0) { $0 + values[$1] - values[$1 + 1] }) / 8
    }
    // Without, luma is flat; with it, the columns differ as their luminance does.
    #expect(swing(before) < 1)
    #expect(swing(after) > 3)
  }

  /// The luminance of a colour by the formulas of JFIF and sRGB.
  private static func luminance(_ y: UInt8, _ blue: UInt8, _ red: UInt8) -> Double {
    let (y, b, r) = (Double(y), Double(blue) - 128, Double(red) - 128)
    func light(_ sample: Double) -> Double {
      let v = min(255, max(0, sample)) / 255
      return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * light(y + 1.402 * r) + 0.7152 * light(y - 0.344136 * b - 0.714136 * r)
      + 0.0722 * light(y + 1.772 * b)
  }
}
