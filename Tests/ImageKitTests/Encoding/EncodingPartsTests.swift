import Foundation
import Testing

@testable import ImageKit

@Suite("The encoder's parts")
struct EncodingPartsTests {
  @Test("The transform is the one of T.81, at the picture's edge too")
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

  @Test("Huffman lengths are optimal, leave one code free and stay within 16 bits")
  func huffman() {
    #expect(HuffmanLengths.optimal([5, 0, 0, 5]).filter { $0 > 0 }.count == 2)
    var fibonacci = [1, 1]
    while fibonacci.count < 30 { fibonacci.append(fibonacci[fibonacci.count - 1] + fibonacci[fibonacci.count - 2]) }
    let lengths = HuffmanLengths.optimal(fibonacci)
    #expect(lengths.allSatisfy { (1...16).contains($0) })
    let spent = lengths.reduce(0) { $0 + 1 << (16 - $1) }
    #expect(spent < 1 << 16)
  }

  @Test("Annex K's luma table at quality 50 is called quality 50")
  func quality() {
    #expect(QuantizationTable(shape: QuantizationTable.annexKLuma, scale: 1).equivalentQuality == 50)
    #expect(QuantizationTable(shape: QuantizationTable.annexKLuma, scale: 0.5).equivalentQuality == 75)
    #expect(QuantizationTable(shape: QuantizationTable.annexKLuma, scale: 2).equivalentQuality == 25)
  }

  @Test("Reducing keeps flat planes flat and means where they were", arguments: [(50, 40), (37, 23), (13, 80), (1, 1)])
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
