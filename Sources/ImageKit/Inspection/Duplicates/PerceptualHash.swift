import Foundation

/// A hash of 1,024 bits of what a picture looks like. Few bits differ for the same picture rescaled, recompressed or
/// stamped, and many for others.
///
/// Few bits also differ between two copies of a form filled in by two people. So the hash of a page of text carries a
/// ``PageDetail``, by which ``DuplicateIndex`` and ``PageComparison`` compare the content.
///
/// The picture is reduced to 128 × 128 means, whatever its shape, and transformed by a two-dimensional cosine
/// transform. The bits are the signs of the 32 × 32 lowest coefficients without the zero frequencies, which depend on
/// the light. Turning and mirroring a picture exchanges and negates its coefficients, so the hashes of all eight
/// orientations follow from one transform.
public struct PerceptualHash: Sendable, Hashable {
  /// 32 rows of 32 signs: bit `v` of row `u` stands for the coefficient of vertical frequency `u` + 1, horizontal `v` +
  /// 1.
  let rows: [UInt32]
  /// The magnitude of each coefficient, in the order of `rows`. The sign of a small one is easily lost.
  let magnitudes: [Float]
  /// The content in detail; nil if the picture shows no text, or if only the bits are known.
  public let detail: PageDetail?

  /// The number of kept frequencies in each direction.
  static let side = 32
  /// The number of means in each direction that are transformed.
  private static let means = 128
  /// How many bits may differ between two pictures of the same page. Rescaled, recompressed and stamped ones differ in
  /// up to 220, photos of different pages in 310 and more.
  public static let same = 265

  /// The hash of a picture's luma.
  public init(of luma: Plane) {
    let reduced = Self.reduced(luma)
    // Two passes of one product: coefficients = basis · picture · basisᵀ.
    var half = [Float](repeating: 0, count: Self.side * Self.means)
    var coefficients = [Float](repeating: 0, count: Self.side * Self.side)
    for u in 0..<Self.side {
      for y in 0..<Self.means {
        let weight = Self.basis[u * Self.means + y]
        for x in 0..<Self.means { half[u * Self.means + x] += weight * reduced[y * Self.means + x] }
      }
      for v in 0..<Self.side {
        var sum: Float = 0
        for x in 0..<Self.means { sum += half[u * Self.means + x] * Self.basis[v * Self.means + x] }
        coefficients[u * Self.side + v] = sum
      }
    }
    rows = (0..<Self.side).map { u in
      (0..<Self.side).reduce(0) { $0 | (coefficients[u * Self.side + $1] > 0 ? 1 << UInt32($1) : 0) }
    }
    magnitudes = coefficients.map(abs)
    detail = nil
  }

  /// The hash of an examined picture, with a detail if it shows text; nil for a blank picture, because blank sheets all
  /// look alike.
  init?(of luma: Plane, seen sight: Sight) {
    guard !sight.isBlank else { return nil }
    let hash = PerceptualHash(of: luma)
    self.init(
      rows: hash.rows, magnitudes: hash.magnitudes,
      detail: sight.clarity.textHeight == nil ? nil : PageDetail(of: luma))
  }

  init(rows: [UInt32], magnitudes: [Float], detail: PageDetail? = nil) {
    self.rows = rows
    self.magnitudes = magnitudes
    self.detail = detail
  }

  /// How many bits differ, 0…1,024.
  public func distance(to other: PerceptualHash) -> Int { Self.distance(rows, other.rows) }

  static func distance(_ first: some Collection<UInt32>, _ second: some Collection<UInt32>) -> Int {
    zip(first, second).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
  }

  /// The hashes of the picture in all eight states, in the order of ``turnedStates``, without detail.
  public var turned: [PerceptualHash] {
    [PerceptualHash(rows: rows, magnitudes: magnitudes), transposed].flatMap { hash in
      [(false, false), (true, false), (false, true), (true, true)].map { hash.flipped(across: $0.0, down: $0.1) }
    }
  }

  /// The EXIF orientation for each of ``turned``: the picture is turned as a file with this orientation is turned
  /// upright.
  static let turnedStates: [ExifOrientation] = [
    .upright, .mirrored, .flipped, .upsideDown, .transposed, .turnClockwise, .turnCounterclockwise, .transversed,
  ]

  /// Rows and columns exchanged.
  private var transposed: PerceptualHash {
    let side = Self.side
    return PerceptualHash(
      rows: (0..<side).map { u in (0..<side).reduce(0) { $0 | ((rows[$1] >> UInt32(u)) & 1) << UInt32($1) } },
      magnitudes: (0..<side * side).map { magnitudes[$0 % side * side + $0 / side] })
  }

  /// Mirrored across (left to right) or down (top to bottom), which negates the odd frequencies. They have even
  /// indices.
  private func flipped(across: Bool, down: Bool) -> PerceptualHash {
    PerceptualHash(
      rows: rows.enumerated().map { u, row in row ^ (across ? 0x5555_5555 : 0) ^ (down && u % 2 == 0 ? .max : 0) },
      magnitudes: magnitudes)
  }

  /// `side` cosines of `means` samples each, of frequencies 1 to `side`.
  private static let basis = (0..<side * means).map { index in
    let (frequency, sample) = index.quotientAndRemainder(dividingBy: means)
    return Float(cos(Double.pi * Double(frequency + 1) * (Double(sample) + 0.5) / Double(means)))
  }

  /// The means of `means` × `means` boxes.
  private static func reduced(_ luma: Plane) -> [Float] {
    func bounds(_ length: Int) -> [Range<Int>] {
      (0..<means).map { index in
        let from = index * length / means
        return from..<max(from + 1, (index + 1) * length / means)
      }
    }
    let columns = bounds(luma.width)
    return luma.samples.withUnsafeBufferPointer { samples in
      bounds(luma.height).flatMap { rows in
        var sums = [UInt32](repeating: 0, count: luma.width)
        for y in rows {
          let line = samples.baseAddress! + y * luma.stride
          sums.withUnsafeMutableBufferPointer { sums in
            for x in 0..<sums.count { sums[x] &+= UInt32(line[x]) }
          }
        }
        return columns.map { box in
          Float(box.reduce(UInt32(0)) { $0 + sums[$1] }) / Float(rows.count * box.count)
        }
      }
    }
  }
}
