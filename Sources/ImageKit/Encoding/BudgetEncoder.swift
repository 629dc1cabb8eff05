/// How much time the encoder may take to find a closer picture.
public enum Effort: String, Sendable, CaseIterable {
  /// Seldom more than one quantization of a photo; a large one at half its size, unasked.
  case fast
  /// The default.
  case balanced
  /// Quantizes again where the price of bits came out unfair, more often than the default; mostly the same.
  case best
}

/// A JPEG file made within a byte budget.
public struct EncodedPicture: Sendable {
  /// The file.
  public let bytes: [UInt8]
  /// Width in pixels; at most the source's.
  public let width: Int
  /// Height in pixels; at most the source's.
  public let height: Int
  /// The quality that was reached, on libjpeg's scale of 1 to 100.
  public let quality: Int
  /// The size that was predicted before anything was written, in bytes: how well the encoder knows what it does.
  public let predictedSize: Int
}

/// Turns pixels into the JPEG closest to them that fits a number of bytes.
///
/// The encoder alone decides scale, chroma subsampling, tables and coefficients; callers know only pixels and bytes.
public struct BudgetEncoder: Sendable {
  /// The largest file allowed, in bytes.
  public let maxBytes: Int
  /// The longest side allowed in pixels, or nil.
  public let maxSide: Int?
  /// How long it may look.
  public let effort: Effort

  /// An encoder for one budget.
  public init(maxBytes: Int, maxSide: Int? = nil, effort: Effort = .balanced) {
    self.maxBytes = maxBytes
    self.maxSide = maxSide
    self.effort = effort
  }

  /// Makes the file: progressive, with optimised Huffman tables, and no metadata but JFIF's header.
  ///
  /// - Throws: `EncodingError.budgetTooSmall` when not even a tiny picture fits.
  public func encode(_ picture: consuming PlanarPicture) throws(EncodingError) -> EncodedPicture {
    try encodeWithDiagnostics(picture).picture
  }

  /// What the benchmark prints beside the picture.
  struct Diagnostics {
    /// The size that was predicted before anything was written, in bytes.
    var predictedSize = 0
    /// How often the whole picture was entropy-coded.
    var codings = 0
    /// How coarse the quantization is.
    var step: Float = 0
    /// The size of the first file that was written, in bytes.
    var writtenSize = 0
  }

  /// Encodes, and tells how.
  func encodeWithDiagnostics(
    _ picture: consuming PlanarPicture, perception: Perception = .standard
  ) throws(EncodingError) -> (picture: EncodedPicture, diagnostics: Diagnostics) {
    var diagnostics = Diagnostics()
    let longest = Double(max(picture.width, picture.height))
    let scale = maxSide.map { Double(max(1, $0)) / longest } ?? 1
    // Chroma that so few bytes cannot carry is given up before anything is made of it.
    var current = picture.subsampled(forBytes: maxBytes, scale: scale).scaled(by: scale)
    var isReduced = false
    var canShrink: Bool { max(current.width, current.height) >= 2 * Self.shortest }
    func shrink() {
      current = current.halved()
      isReduced = true
    }
    let mostPixels = effort == .fast ? Self.pixelsInAHurry(forBytes: maxBytes) : .max
    while canShrink, current.width * current.height > mostPixels { shrink() }
    while true {
      let solver = BudgetSolver(current, perception: perception)
      let estimate = solver.estimate(maxBytes)
      // A picture of fewer pixels may have each of them better.
      let isBetterHalved = canShrink && solver.isBetterHalved(at: estimate.step, isReduced: isReduced)
      if !isBetterHalved, let encoded = try write(current, solver, estimate, &diagnostics) {
        return (encoded, diagnostics)
      }
      guard canShrink else { throw .budgetTooSmall(maxBytes: maxBytes) }
      shrink()
    }
  }

  /// The pixels that are looked at in a hurry: two fifths of a bit for each. A larger picture is halved before anything
  /// else is known of it.
  static func pixelsInAHurry(forBytes bytes: Int) -> Int { bytes * 20 }

  /// The longest side, in pixels, below which no picture is worth making.
  private static let shortest = 16

  /// Quantizes and writes; nil when nothing that fits was found. The prediction is good to some tenths of a percent, so
  /// that the first file is nearly always the last.
  private func write(
    _ picture: PlanarPicture, _ solver: BudgetSolver, _ estimate: QuantizedPicture, _ diagnostics: inout Diagnostics
  ) throws(EncodingError) -> EncodedPicture? {
    let script = ScanScript.document(components: picture.chroma == nil ? 1 : 3)
    var budget = maxBytes
    for _ in 0..<4 where budget > 0 {
      guard
        let filled = solver.fill(budget, from: estimate, passes: effort.passes(pixels: picture.width * picture.height))
      else { return nil }
      let written = try filled.file.write(script: script, maxBytes: maxBytes)
      diagnostics.codings += 1
      diagnostics.step = filled.step
      if diagnostics.codings == 1 {
        diagnostics.predictedSize = filled.predictedSize
        diagnostics.writtenSize = written.size
      }
      if let bytes = written.bytes {
        assert(bytes.count <= maxBytes)
        return EncodedPicture(
          bytes: bytes, width: picture.width, height: picture.height,
          quality: filled.file.components[0].table.equivalentQuality, predictedSize: diagnostics.predictedSize)
      }
      budget -= (written.size - maxBytes) + maxBytes / 500
    }
    return nil
  }
}

extension Effort {
  /// How often the whole picture may be quantized to come close to its budget;
  /// small pictures cost so little that they may always take more.
  fileprivate func passes(pixels: Int) -> Int {
    if pixels < 1_000_000 { return 10 }
    return switch self {
    case .fast: 1
    case .balanced: 3
    case .best: 10
    }
  }
}
