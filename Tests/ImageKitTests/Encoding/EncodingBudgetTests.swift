import Testing

@testable import ImageKit

@Suite("The encoder's size budget")
struct EncodingBudgetTests {
  @Test(
    "No budget from 10,000 to 2,000,000 bytes is ever exceeded, for any picture",
    arguments: [10_000, 17_777, 40_000, 123_457, 200_000, 2_000_000], EncodingFixtures.Kind.allCases)
  func neverExceeded(maxBytes: Int, kind: EncodingFixtures.Kind) throws {
    let picture = EncodingFixtures.picture(kind, width: 601, height: 403)
    let encoded = try BudgetEncoder(maxBytes: maxBytes).encode(picture)
    #expect(encoded.bytes.count <= maxBytes)
    #expect(encoded.bytes.starts(with: [0xFF, 0xD8, 0xFF]))
    #expect(encoded.bytes.suffix(2) == [0xFF, 0xD9])
    #expect((1...100).contains(encoded.quality))
  }

  @Test("At most 1.5% of a budget is unused where more bytes help", arguments: [15_000, 30_000, 60_000])
  func wellFilled(maxBytes: Int) throws {
    let picture = EncodingFixtures.picture(.print, width: 900, height: 700)
    let encoded = try BudgetEncoder(maxBytes: maxBytes).encode(picture)
    #expect(Double(encoded.bytes.count) >= 0.985 * Double(maxBytes))
  }

  @Test("A budget is used up, too, where the last rows of a picture need no bytes", arguments: 0..<6)
  func filledAbove(index: Int) throws {
    let maxBytes = 21_000 + 1_500 * index
    var picture = EncodingFixtures.picture(.texture, width: 1100, height: 1000, horizontal: 0)
    for y in 400..<1000 { for x in 0..<1100 { picture.luma[x, y] = 230 } }
    let encoded = try BudgetEncoder(maxBytes: maxBytes).encode(picture)
    #expect(Double(encoded.bytes.count) >= 0.985 * Double(maxBytes))
  }

  @Test(
    "Lambda meets a budget that the quantizer step alone would miss by up to three percent",
    arguments: [0.97, 0.98, 0.99])
  func steered(part: Double) throws {
    let quantizer = PictureQuantizer(
      EncodingFixtures.picture(.print, width: 900, height: 700), scale: 1, perception: .standard)
    let first = quantizer.quantize(step: 12, bitsPerPixel: 0.5, costs: quantizer.typicalCosts)
    let plain = quantizer.quantize(step: 12, bitsPerPixel: 0.5, costs: first.costs)
    let aim = Int(part * Double(plain.predictedSize))
    let accepted = aim * 995 / 1000...aim * 1005 / 1000
    #expect(!accepted.contains(plain.predictedSize))
    let steering = BudgetSteering(accepted: accepted, aim: aim, forecast: first.progress)
    #expect(
      accepted.contains(
        quantizer.quantize(step: 12, bitsPerPixel: 0.5, costs: first.costs, steering: steering).predictedSize))
  }

  @Test("Successive approximation is counted as libjpeg codes it", arguments: EncodingFixtures.Kind.allCases)
  func refined(kind: EncodingFixtures.Kind) throws {
    let quantizer = PictureQuantizer(
      EncodingFixtures.picture(kind, width: 700, height: 500), scale: 1, perception: .standard)
    for step: Float in [3, 30] {
      let costs = quantizer.quantize(step: step, bitsPerPixel: 1, costs: quantizer.typicalCosts).costs
      let made = quantizer.quantize(step: step, bitsPerPixel: 1, costs: costs, isRefined: true)
      let size = try made.file.write(maxBytes: 0).size
      #expect(abs(made.predictedSize - size) <= size / 150 + 60, "\(made.predictedSize) for \(size) bytes")
    }
  }

  @Test("The size of a page is estimated from a sample to within 5%, and from a small one to within 15%")
  func sampled() throws {
    let quantizer = PictureQuantizer(
      EncodingFixtures.picture(.print, width: 900, height: 1200), scale: 1, perception: .standard)
    let costs = quantizer.quantize(step: 12, bitsPerPixel: 0.5, costs: quantizer.typicalCosts).costs
    let whole = quantizer.quantize(step: 12, bitsPerPixel: 0.5, costs: costs)
    for (sampling, error) in [(4, 0.05), (16, 0.15)] {
      let sample = quantizer.quantize(step: 12, bitsPerPixel: 0.5, costs: costs, sampling: sampling)
      #expect(abs(Double(sample.predictedSize) / Double(whole.predictedSize) - 1) <= error)
      #expect(sample.file.components.isEmpty)
    }
  }

  @Test("A search ends where it would without a start, also when it begins far off", arguments: [0.3, 1, 3] as [Float])
  func started(factor: Float) throws {
    let solver = BudgetSolver(
      EncodingFixtures.picture(.print, width: 900, height: 1200), scale: 1, perception: .standard)
    let alone = solver.estimate(60_000)
    let started = solver.estimate(60_000, from: BudgetSolver.Start(step: alone.step * factor, costs: alone.costs))
    #expect(abs(started.step / alone.step - 1) < 0.1)
    #expect(abs(Double(started.predictedSize) / 60_000 - 1) < 0.04)
  }

  @Test(
    "Sizes are predicted to within 0.5% and 100 bytes, and two encodings are enough",
    arguments: EncodingFixtures.Kind.allCases)
  func predicted(kind: EncodingFixtures.Kind) throws {
    let picture = EncodingFixtures.picture(kind, width: 800, height: 640)
    let (_, diagnostics) = try BudgetEncoder(maxBytes: 50_000).encodeWithDiagnostics(picture)
    #expect(diagnostics.codings <= 2)
    let error = abs(diagnostics.predictedSize - diagnostics.writtenSize)
    #expect(Double(error) <= 0.005 * Double(diagnostics.writtenSize) + 100)
  }

  @Test("A budget too small for any picture is refused with an explanation")
  func tooSmall() {
    let picture = EncodingFixtures.picture(.noise, width: 300, height: 300)
    #expect(throws: EncodingError.budgetTooSmall(maxBytes: 300)) { try BudgetEncoder(maxBytes: 300).encode(picture) }
    #expect(EncodingError.budgetTooSmall(maxBytes: 300).explanation.english.contains("300"))
    #expect(EncodingError.budgetTooSmall(maxBytes: 300).explanation.chinese.contains("300"))
  }

  @Test("A picture that fits the budget keeps its size, however little detail it has", arguments: [true, false])
  func keepsSize(isFlat: Bool) throws {
    var picture = EncodingFixtures.picture(.flat, width: 640, height: 400, horizontal: 0)
    // Edges at block borders: no block has detail that half the size would lose.
    if !isFlat { for y in 0..<200 { for x in 0..<320 { picture.luma[x, y] = 40 } } }
    let encoded = try BudgetEncoder(maxBytes: 200_000).encode(picture)
    #expect(encoded.width == 640 && encoded.height == 400)
  }

  @Test("The longest side stays within the requested one")
  func maxSide() throws {
    let picture = EncodingFixtures.picture(.print, width: 640, height: 480)
    let encoded = try BudgetEncoder(maxBytes: 100_000, maxSide: 200).encode(picture)
    #expect(encoded.width == 200 && encoded.height == 150)
  }
}
