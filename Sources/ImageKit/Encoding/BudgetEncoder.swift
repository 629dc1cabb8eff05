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

  /// How well the encoder knew what it did.
  struct Diagnostics {
    /// The size that was predicted before anything was written, in bytes.
    var predictedSize = 0
    /// How often the whole picture was entropy-coded.
    var codings = 0
    /// The size of the first file that was written, in bytes.
    var writtenSize = 0
  }

  /// Encodes, and tells how.
  func encodeWithDiagnostics(
    _ picture: consuming PlanarPicture
  ) throws(EncodingError) -> (picture: EncodedPicture, diagnostics: Diagnostics) {
    var diagnostics = Diagnostics()
    let longest = Double(max(picture.width, picture.height))
    let scale = maxSide.map { Double(max(1, $0)) / longest } ?? 1
    // Chroma that so few bytes cannot carry is given up before anything is made of it.
    var current = picture.subsampled(forBytes: maxBytes, scale: scale).scaled(by: scale)
    var isReduced = false
    func canHalve(to side: Int) -> Bool { min(current.width, current.height) >= 2 * side }
    func shrink() {
      current = current.halved()
      isReduced = true
    }
    if effort == .fast {
      while canHalve(to: Self.shortSideInAHurry),
        current.width * current.height > Self.pixelsInAHurry(forBytes: maxBytes, isReduced: isReduced)
      { shrink() }
    }
    while true {
      let solver = BudgetSolver(current)
      let estimate = solver.estimate(maxBytes)
      // A picture of fewer pixels may have each of them better.
      let isBetterHalved =
        canHalve(to: Self.shortSide) && solver.isBetterHalved(at: estimate.step, isReduced: isReduced)
      if !isBetterHalved, let encoded = try write(current, solver, estimate, &diagnostics) {
        return (encoded, diagnostics)
      }
      guard max(current.width, current.height) >= 2 * Self.shortest else { throw .budgetTooSmall(maxBytes: maxBytes) }
      shrink()
    }
  }

  /// The long side, in pixels, that is wanted of a photo in a hurry: what is halved at once may come smaller, but not so
  /// small that it would not be.
  static func longSideInAHurry(width: Int, height: Int, maxBytes: Int) -> Int {
    let pixels = 1.1 * Double(max(4_000_000, pixelsInAHurry(forBytes: maxBytes, isReduced: false)))
    let scale = max(
      (pixels / Double(width * height)).squareRoot(), Double(2 * shortSideInAHurry) / Double(min(width, height)))
    return Int(min(1, scale) * Double(max(width, height)))
  }

  /// The pixels that are looked at in a hurry: two fifths of a bit for each, and when they have been halved already a
  /// twelfth. A larger picture is halved before anything else is known of it.
  private static func pixelsInAHurry(forBytes bytes: Int, isReduced: Bool) -> Int { bytes * (isReduced ? 100 : 20) }

  /// The shorter side, in pixels, that halving a picture leaves it in a hurry, and that it leaves it by choice: print
  /// shall stay print in long strips, too.
  private static let shortSideInAHurry = 600
  private static let shortSide = 32
  /// The longer side, in pixels, below which no picture is worth making, even where nothing else fits.
  private static let shortest = 16

  /// How often a picture is entropy-coded at most before a smaller one is tried.
  private static let codings = 2

  /// Quantizes and writes; nil when nothing that fits was found. The prediction is good to some tenths of a percent, so
  /// that the first file is nearly always the last.
  private func write(
    _ picture: PlanarPicture, _ solver: BudgetSolver, _ estimate: QuantizedPicture, _ diagnostics: inout Diagnostics
  ) throws(EncodingError) -> EncodedPicture? {
    let script = ScanScript.document(components: picture.chroma == nil ? 1 : 3)
    var budget = maxBytes
    for _ in 0..<Self.codings where budget > 0 {
      guard
        let filled = solver.fill(budget, from: estimate, passes: effort.passes(pixels: picture.width * picture.height))
      else { return nil }
      let written = try filled.file.write(script: script, maxBytes: maxBytes)
      diagnostics.codings += 1
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
      // What was wrong about the first prediction may be a little more so about the next.
      budget -= 2 * (written.size - maxBytes) + maxBytes / 500
    }
    return nil
  }
}

extension Effort {
  /// How often the whole picture may be quantized to come close to its budget;
  /// small pictures cost so little that they may always take more.
  fileprivate func passes(pixels: Int) -> Int {
    if pixels < 1_000_000 { return 4 }
    return switch self {
    case .fast: 1
    case .balanced: 3
    case .best: 10
    }
  }
}
