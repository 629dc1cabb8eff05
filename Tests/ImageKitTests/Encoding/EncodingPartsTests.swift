import Foundation
import Testing

@testable import ImageKit

@Suite("The encoder's parts")
struct EncodingPartsTests {
  @Test("The transform is that of T.81, at the picture's edge too")
  func transform() {
    let plane = EncodingFixtures.picture(.print, width: 13, height: 10, horizontal: 0).luma
    let coefficients = ForwardDCT.transform(plane)
    #expect(coefficients.blocksWide == 2 && coefficients.blocksHigh == 2)
    for block in 0..<4 {
      for k in 0..<64 {
        var sum = 0.0
        for y in 0..<8 {
          for x in 0..<8 {
            let sample = plane[min(12, block % 2 * 8 + x), min(9, block / 2 * 8 + y)]
            sum +=
              (Double(sample) - 128) * cos(Double((2 * x + 1) * (k % 8)) * .pi / 16)
              * cos(Double((2 * y + 1) * (k / 8)) * .pi / 16)
          }
        }
        sum *= 0.25 * (k % 8 == 0 ? 0.5.squareRoot() : 1) * (k / 8 == 0 ? 0.5.squareRoot() : 1)
        let found = Double(coefficients.values[block * 64 + k]) / Double(CoefficientPlane.precision)
        #expect(abs(found - sum) < 0.05)
      }
    }
  }

  @Test("Huffman code lengths reserve one code, stay within 16 bits and cover exactly the symbols in use")
  func huffman() {
    #expect(HuffmanLengths.optimal([5, 0, 0, 5]).map { $0 > 0 } == [true, false, false, true])
    #expect(HuffmanLengths.optimal([0, 0]) == [0, 0])
    let lengths = HuffmanLengths.optimal(Self.fibonacci(30))
    #expect(lengths.allSatisfy { (1...16).contains($0) })
    let spent = lengths.reduce(0) { $0 + 1 << (16 - $1) }
    #expect(spent < 1 << 16)
  }

  @Test("No other code lengths need fewer bits", arguments: [1, 2, 3, 5, 17, 64, 162, 256])
  func shortestCode(symbols: Int) {
    var random = Xorshift(seed: UInt64(symbols))
    for spread in [1, 10, 1000, 20_000] {
      let frequencies = (0..<symbols).map { _ in Int.random(in: 1...spread, using: &random) }
      let lengths = HuffmanLengths.optimal(frequencies)
      #expect(Self.cost(lengths, frequencies) == Self.leastCost(frequencies, atMost: 16), "spread \(spread)")
    }
  }

  /// Annex K.2 shortens codes that are too long with a heuristic. libjpeg does the same, and its sizes are predicted
  /// here.
  @Test("Where the limit of 16 bits binds, the code is within 0.1 % of the shortest", arguments: [20, 24, 30])
  func limitedCode(symbols: Int) {
    let frequencies = Self.fibonacci(symbols)
    let cost = Self.cost(HuffmanLengths.optimal(frequencies), frequencies)
    let least = Self.leastCost(frequencies, atMost: 16)
    #expect(cost >= least && Double(cost) <= 1.001 * Double(least))
  }

  /// Fibonacci frequencies give the longest possible code for a number of symbols.
  private static func fibonacci(_ count: Int) -> [Int] {
    var numbers = [1, 1]
    while numbers.count < count { numbers.append(numbers[numbers.count - 1] + numbers[numbers.count - 2]) }
    return numbers
  }

  /// The number of bits for the symbols, plus one use of the reserved code, which takes the rest of the Kraft sum.
  private static func cost(_ lengths: [Int], _ frequencies: [Int]) -> Int {
    let left = lengths.reduce(1 << 16) { $0 - ($1 > 0 ? 1 << (16 - $1) : 0) }
    var free = 16
    while free > 1, 1 << (16 - free + 1) <= left { free -= 1 }
    return zip(lengths, frequencies).reduce(free) { $0 + $1.0 * $1.1 }
  }

  /// The fewest bits of any prefix code for the symbols and one use of a reserved code, by package-merge (Larmore and
  /// Hirschberg 1990): the weights of the cheapest 2n − 2 packages add up to the cost.
  private static func leastCost(_ frequencies: [Int], atMost limit: Int) -> Int {
    let leaves = (frequencies + [1]).sorted()
    var packages = leaves
    for _ in 1..<limit {
      let pairs = stride(from: 0, to: packages.count - 1, by: 2).map { packages[$0] + packages[$0 + 1] }
      packages = (leaves + pairs).sorted()
    }
    return packages.prefix(2 * leaves.count - 2).reduce(0, +)
  }

  @Test("Annex K's luma table is recognized as quality 50")
  func quality() {
    #expect(QuantizationTable(shape: QuantizationTable.annexKLuma, scale: 1).equivalentQuality == 50)
    #expect(QuantizationTable(shape: QuantizationTable.annexKLuma, scale: 0.5).equivalentQuality == 75)
    #expect(QuantizationTable(shape: QuantizationTable.annexKLuma, scale: 2).equivalentQuality == 25)
  }

  @Test("Downscaling keeps flat planes flat and preserves means", arguments: [(50, 40), (37, 23), (13, 80), (1, 1)])
  func scaling(width: Int, height: Int) {
    let flat = PlaneScaler.reduce(Plane(width: 100, height: 80, filledWith: 137), width: width, height: height)
    #expect(flat.width == width && flat.height == height)
    #expect(flat.samples.allSatisfy { $0 == 137 })
    let source = EncodingFixtures.picture(.gradient, width: 100, height: 80, horizontal: 0).luma
    let reduced = PlaneScaler.reduce(source, width: width, height: height)
    func mean(_ plane: Plane) -> Double {
      Double(plane.samples.reduce(0) { $0 + Int($1) }) / Double(plane.samples.count)
    }
    #expect(abs(mean(source) - mean(reduced)) < 2)
  }
}
