import Foundation
import Testing

@testable import ImageKit

@Suite("Scaling does not shift the picture")
struct ScalePhaseTests {
  private static let deviation = 24.0
  private static let centres: [(x: Double, y: Double)] = (0..<24).map { i in
    let column = Double(i % 6), row = Double(i / 6)
    return (x: 110.3 + 160 * column + 3.7 * row, y: 106.8 + 180 * row + 2.3 * column)
  }

  /// A blob's height at a distance from its centre.
  private static func bell(_ dx: Double, _ dy: Double) -> Double {
    exp(-(dx * dx + dy * dy) / (2 * deviation * deviation))
  }

  /// Blobs on grey, in a plane whose samples are `spacing` pixels apart.
  private func blobs(width: Int, height: Int, spacing: Int) -> Plane {
    var plane = Plane(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        var level = 128.0
        for centre in Self.centres {
          let dx: Double = (Double(x) + 0.5) * Double(spacing) - centre.x
          let dy: Double = (Double(y) + 0.5) * Double(spacing) - centre.y
          if abs(dx) < 100 && abs(dy) < 100 { level += 100 * Self.bell(dx, dy) }
        }
        plane[x, y] = UInt8(min(255, level.rounded()))
      }
    }
    return plane
  }

  /// The average shift of the blobs, in pixels of the original. Enlarging about the centre maps sample x to (x + ½) ×
  /// width / columns. Each blob is weighted with a window of its own shape, which halves the measured shift.
  private func shift(in plane: Plane, across: Double, down: Double) -> (x: Double, y: Double) {
    var shift = (x: 0.0, y: 0.0)
    for centre in Self.centres {
      var sum = 0.0, x = 0.0, y = 0.0
      let rows = max(0, Int((centre.y - 80) / down))..<min(plane.height, Int((centre.y + 80) / down))
      let columns = max(0, Int((centre.x - 80) / across))..<min(plane.width, Int((centre.x + 80) / across))
      for row in rows {
        for column in columns {
          let dx: Double = (Double(column) + 0.5) * across - centre.x
          let dy: Double = (Double(row) + 0.5) * down - centre.y
          let window = Self.bell(dx, dy)
          let weight: Double = (Double(plane[column, row]) - 128) * window
          sum += weight
          x += weight * dx
          y += weight * dy
        }
      }
      shift.x += 2 * x / sum / Double(Self.centres.count)
      shift.y += 2 * y / sum / Double(Self.centres.count)
    }
    return shift
  }

  @Test(
    "A blob stays centred to 0.02 pixels, in luma and in chroma, at every scale",
    arguments: [1040, 1038, 884, 780, 728, 624, 522, 520, 437, 346, 260])
  func centred(longSide: Int) throws {
    for (width, height) in [(1040, 800), (1039, 797)] where longSide <= width {
      let chroma = blobs(width: (width + 1) / 2, height: (height + 1) / 2, spacing: 2)
      let picture = PlanarPicture(
        luma: blobs(width: width, height: height, spacing: 1), chroma: .init(blue: chroma, red: chroma),
        horizontalSubsampling: 2, verticalSubsampling: 2)
      let encoded = try BudgetEncoder(maxBytes: 800_000, maxSide: longSide).encode(picture)
      #expect(encoded.width == longSide)
      let result = try PictureDecoder().decode(encoded.bytes).upright()
      let across = Double(width) / Double(result.width), down = Double(height) / Double(result.height)
      let luma = shift(in: result.luma, across: across, down: down)
      #expect(hypot(luma.x, luma.y) < 0.02, "luma by \(luma)")
      for plane in [result.chroma!.blue, result.chroma!.red] {
        let colour = shift(in: plane, across: 2 * across, down: 2 * down)
        #expect(hypot(colour.x, colour.y) < 0.02, "chroma by \(colour)")
      }
    }
  }

  @Test("A blob stays centred, too, where the decoder reduces the picture", arguments: [520, 260])
  func decodedSmaller(longSide: Int) throws {
    let chroma = blobs(width: 520, height: 400, spacing: 2)
    let picture = PlanarPicture(
      luma: blobs(width: 1040, height: 800, spacing: 1), chroma: .init(blue: chroma, red: chroma),
      horizontalSubsampling: 2, verticalSubsampling: 2)
    let photo = try BudgetEncoder(maxBytes: 800_000).encode(picture)
    let result = try PictureDecoder().examine(photo.bytes, longSide: longSide).upright()
    #expect(result.width == longSide)
    let step = 1040 / Double(longSide)
    let luma = shift(in: result.luma, across: step, down: step)
    #expect(hypot(luma.x, luma.y) < 0.02, "luma by \(luma)")
    for plane in [result.chroma!.blue, result.chroma!.red] {
      let spacing = 1040 / Double(plane.width)
      let colour = shift(in: plane, across: spacing, down: spacing)
      #expect(hypot(colour.x, colour.y) < 0.02, "chroma by \(colour)")
    }
  }
}

@Suite("A resampling filter")
struct FilterTapsTests {
  @Test(
    "A filter keeps every sample of a ramp in place, for any phase",
    arguments: [(520, 519), (1000, 999), (800, 600), (800, 331), (64, 8)])
  func ramp(source: Int, target: Int) {
    let taps = FilterTaps(from: source, to: target)
    let step = Double(source) / Double(target)
    for i in 0..<target {
      let centre = (Double(i) + 0.5) * step - 0.5
      // At the edges the last sample is repeated, so the ramp ends there.
      guard centre > 3 * step, centre < Double(source - 1) - 3 * step else { continue }
      let weights = taps.weights[i * taps.count..<(i + 1) * taps.count]
      let place = zip(Int(taps.first[i])..., weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(place - centre) < 0.001)
    }
  }

  @Test(
    "Enlarged, every sample is made of its neighbours on both sides", arguments: [(64, 128), (100, 150), (90, 400)])
  func neighbours(source: Int, target: Int) {
    let taps = FilterTaps(from: source, to: target)
    let step = Double(source) / Double(target)
    for i in 0..<target {
      let centre = (Double(i) + 0.5) * step - 0.5
      let weights = taps.weights[i * taps.count..<(i + 1) * taps.count]
      #expect(abs(weights.reduce(0, +) - 1) < 0.001)
      // At the edges the last sample is repeated, and a ramp is none.
      guard centre > 3, centre < Double(source - 1) - 3 else { continue }
      let place = zip(Int(taps.first[i])..., weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(place - centre) < 0.001, "sample \(i) lies at \(centre)")
    }
  }

  @Test("A smooth picture is as smooth when it is enlarged, and lies where it lay") func smooth() {
    // A wave of 16 samples' length, on which an enlarged picture can be compared with the wave itself.
    func wave(_ x: Double, _ y: Double) -> Double { 128 + 60 * sin(x * .pi / 8) + 40 * cos(y * .pi / 8) }
    var plane = Plane(width: 64, height: 48)
    for y in 0..<48 { for x in 0..<64 { plane[x, y] = UInt8(wave(Double(x), Double(y)).rounded()) } }
    let large = PlaneScaler.resample(plane, width: 128, height: 96)
    for y in 16..<80 {
      for x in 16..<112 {
        let wanted = wave((Double(x) + 0.5) / 2 - 0.5, (Double(y) + 0.5) / 2 - 0.5)
        #expect(abs(Double(large[x, y]) - wanted) < 3)
      }
    }
  }
}

@Suite("The scale is chosen by the loss of readability")
struct ScaleChoiceTests {
  private func scale(_ kind: EncodingFixtures.Kind, maxBytes: Int) -> Double {
    ScaleChoice(EncodingFixtures.picture(kind, width: 800, height: 640), maxBytes: maxBytes).best(upTo: 1).scale
  }

  @Test("Print keeps its size while the bytes suffice, and is reduced for fewer")
  func print() {
    #expect(scale(.print, maxBytes: 200_000) == 1)
    #expect(scale(.print, maxBytes: 2_000) < 0.6)
  }

  @Test("A soft picture is reduced in size")
  func soft() {
    let coarse = EncodingFixtures.picture(.noise, width: 100, height: 80, horizontal: 0).luma
    // Between samples of the noise there are slopes of eight pixels.
    var luma = Plane(width: 800, height: 640)
    for y in 0..<640 {
      for x in 0..<800 {
        let left = x / 8, top = y / 8, right = min(99, left + 1), below = min(79, top + 1)
        let u = x % 8, v = y % 8
        let above = Int(coarse[left, top]) * (8 - u) + Int(coarse[right, top]) * u
        let under = Int(coarse[left, below]) * (8 - u) + Int(coarse[right, below]) * u
        luma[x, y] = UInt8((above * (8 - v) + under * v) / 64)
      }
    }
    func scale(_ maxBytes: Int) -> Double {
      ScaleChoice(PlanarPicture(luma: luma, chroma: nil), maxBytes: maxBytes).best(upTo: 1).scale
    }
    #expect(scale(10_000) <= 0.5)
    #expect(scale(2_000) <= scale(10_000))
  }

  @Test("Errors weigh less in texture than on paper, and a picture's weights average 1")
  func weights() {
    var plane = EncodingFixtures.picture(.noise, width: 160, height: 80, horizontal: 0).luma
    for y in 0..<80 { for x in 80..<160 { plane[x, y] = 200 } }
    let weights = ErrorWeights(plane, shares: [0.25, 0.25, 0.25, 0.25], stabilizer: 110)
    let texture = weights.values[3 * 20 + 3], paper = weights.values[3 * 20 + 16]
    for lane in 0..<4 { #expect(texture[lane] < paper[lane]) }
    #expect(abs(weights.values.reduce(0) { $0 + $1.sum() } / 200 - 1) < 0.001)
  }

  @Test("Small budgets count errors in coarser reductions and mask them less by texture; others do not")
  func smallBudgets() {
    let usual = Perception.forBudget(usualScale: 0.5), small = Perception.forBudget(usualScale: 0.2)
    #expect(usual.lumaShares(atScale: 0.5) == Perception.standard.lumaShares(atScale: 0.5))
    #expect(usual.stabilizer == Perception.standard.stabilizer)
    // The reductions are ordered from the coarsest to the finest.
    let shares = small.lumaShares(atScale: 0.25), before = Perception.standard.lumaShares(atScale: 0.25)
    #expect(abs(shares.sum() - 1) < 1e-5 && shares[3] < before[3] && shares[1] > before[1])
    #expect(small.stabilizer > usual.stabilizer)
    #expect(Perception.forBudget(usualScale: 0.1).coarsening > small.coarsening)
  }

  @Test("At a small budget, a page's picture is quantized more finely at low frequencies than at high ones")
  func steepTable() {
    let picture = EncodingFixtures.picture(.print, width: 900, height: 1200).scaled(by: 0.25, isSharp: true)
    func slope(_ perception: Perception) -> Double {
      let quantizer = PictureQuantizer(picture, scale: 0.25, perception: perception)
      let made = quantizer.quantize(step: 20, bitsPerPixel: 0.4, costs: quantizer.typicalCosts)
      let steps = made.file.components[0].table.steps
      return Double(steps[7]) / Double(steps[1])
    }
    #expect(slope(.forBudget(usualScale: 0.15)) > 1.2 * slope(.standard))
  }

  @Test("At a photo's own size, weighted errors are equal at all frequencies; reduced pictures have steeper tables")
  func stepsByScale() {
    func table(scale: Double) -> (steps: [UInt16], weights: [Float]) {
      let picture = PlanarPicture(luma: EncodingFixtures.picture(.print, width: 160, height: 160).luma, chroma: nil)
      let quantizer = PictureQuantizer(picture, scale: scale, perception: .standard)
      let made = quantizer.quantize(step: 20, bitsPerPixel: 1, costs: quantizer.typicalCosts)
      let weights = ErrorWeights(
        picture.luma, shares: Perception.standard.lumaShares(atScale: scale),
        stabilizer: Perception.standard.stabilizer)
      return (made.file.components[0].table.steps, Perception.basis.map { ($0 * weights.mean).sum() })
    }
    let own = table(scale: 1), half = table(scale: 0.5)
    for (step, weight) in zip(own.steps, own.weights).dropFirst() where step < 255 {
      let first = Float(own.steps[1]) * own.weights[1].squareRoot()
      #expect(abs(Float(step) * weight.squareRoot() / first - 1) < 0.06)
    }
    func error(_ k: Int) -> Float { Float(half.steps[k]) * half.weights[k].squareRoot() }
    #expect(error(7) > 1.2 * error(1))
  }
}
