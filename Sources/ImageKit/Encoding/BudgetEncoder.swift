/// How much time the encoder may spend on the quality of the picture.
public enum Effort: String, Sendable, CaseIterable {
  /// The scale is a power of ½ that follows from the bits per pixel, and a photo is rarely quantized more than once.
  case fast
  /// The default: the scale is chosen by measuring a sample of the photo.
  case balanced
}

/// A JPEG file made within a byte budget.
public struct EncodedPicture: Sendable {
  /// The file.
  public let bytes: [UInt8]
  /// Width in pixels; at most that of the source.
  public let width: Int
  /// Height in pixels; at most that of the source.
  public let height: Int
  /// The libjpeg quality, 1 to 100, whose luma quantization table has about the same mean step.
  public let quality: Int
  /// The file size in bytes that was predicted before the first entropy coding. It shows how accurate the prediction
  /// is.
  public let predictedSize: Int
}

/// Encodes pixels as the JPEG closest to them that fits a byte budget.
///
/// The encoder chooses scale, chroma subsampling, quantization tables and coefficients. Callers state only pixels and
/// bytes.
public struct BudgetEncoder: Sendable {
  /// The largest file allowed, in bytes.
  public let maxBytes: Int
  /// The longest side allowed in pixels, or nil.
  public let maxSide: Int?
  /// How much time to spend.
  public let effort: Effort
  /// The long side of the original photo in pixels, if the picture was decoded at a reduced size; otherwise nil.
  public let photoLongSide: Int?

  /// An encoder for one budget.
  public init(maxBytes: Int, maxSide: Int? = nil, effort: Effort = .balanced, photoLongSide: Int? = nil) {
    self.maxBytes = maxBytes
    self.maxSide = maxSide
    self.effort = effort
    self.photoLongSide = photoLongSide
  }

  /// Makes a progressive file with optimised Huffman tables and no metadata except the JFIF header.
  ///
  /// - Throws: `EncodingError.budgetTooSmall` when not even a tiny picture fits.
  public func encode(_ picture: consuming PlanarPicture) throws(EncodingError) -> EncodedPicture {
    try encodeWithDiagnostics(picture).picture
  }

  /// How accurate the size prediction was.
  struct Diagnostics {
    /// The file size in bytes that was predicted before the first entropy coding.
    var predictedSize = 0
    /// How many times the whole picture was entropy-coded.
    var codings = 0
    /// The size of the first file that was written, in bytes.
    var writtenSize = 0
  }

  /// Encodes, and also returns the diagnostics.
  func encodeWithDiagnostics(
    _ picture: consuming PlanarPicture
  ) throws(EncodingError) -> (picture: EncodedPicture, diagnostics: Diagnostics) {
    var diagnostics = Diagnostics()
    let longSide = Double(max(picture.width, picture.height))
    // The picture's size divided by the photo's.
    let decoded = photoLongSide.map { min(1, longSide / Double($0)) } ?? 1
    var scale = min(1, maxSide.map { Double(max(1, $0)) / longSide } ?? 1)
    // Subsample chroma first if the budget cannot carry its detail, so that no time is spent on that detail.
    let photo = picture.subsampled(forBytes: maxBytes, scale: scale)
    var start: BudgetSolver.Start?
    switch effort {
    case .fast:
      let wanted = Self.fastScale(
        width: Double(photo.width) / decoded, height: Double(photo.height) / decoded, maxBytes: maxBytes)
      // A decoder rounds an odd side up when it halves it, so `decoded` may be slightly more than `wanted`.
      if wanted < 0.99 * decoded { scale = min(scale, wanted / decoded) }
    case .balanced:
      let choice = ScaleChoice(photo, maxBytes: maxBytes).best(upTo: scale)
      (scale, start) = (choice.scale, choice.start)
    }
    let pixels = Double(photo.width * photo.height) / (decoded * decoded)
    let perception = Perception.forBudget(usualScale: ScaleChoice.usual(pixels: Int(pixels), maxBytes: maxBytes))
    while true {
      let current = photo.scaled(by: scale, isSharp: true)
      var solver = BudgetSolver(current, scale: scale * decoded, perception: perception)
      let estimate = solver.estimate(maxBytes, from: start)
      if effort == .balanced {
        solver.keepLuminance(
          of: { photo.chroma(forLumaOf: current) }, in: current, budget: maxBytes, estimate: estimate)
      }
      if let encoded = try write(current, solver, estimate, &diagnostics) { return (encoded, diagnostics) }
      guard scale * longSide >= 2 * Double(Self.shortest) else { throw .budgetTooSmall(maxBytes: maxBytes) }
      scale *= 0.7
      start = nil
    }
  }

  /// Encodes a picture at its own size; nil if it does not fit.
  ///
  /// - Parameters:
  ///   - scale: The picture's size divided by that of the photo with which people will compare it.
  ///   - photoPixels: The number of pixels of that photo.
  func encode(
    asItIs picture: PlanarPicture, scale: Double, photoPixels: Int
  ) throws(EncodingError) -> EncodedPicture? {
    let perception = Perception.forBudget(usualScale: ScaleChoice.usual(pixels: photoPixels, maxBytes: maxBytes))
    let solver = BudgetSolver(picture, scale: scale, perception: perception)
    var diagnostics = Diagnostics()
    return try write(picture, solver, solver.estimate(maxBytes), &diagnostics)
  }

  /// The long side, in pixels, at which a photo is to be decoded for `.fast`.
  static func fastDecodeLongSide(width: Int, height: Int, maxBytes: Int) -> Int {
    let scale = fastScale(width: Double(width), height: Double(height), maxBytes: maxBytes)
    return Int((scale * Double(max(width, height))).rounded(.up))
  }

  /// The scale for `.fast`: a power of ½, because decoders produce such sizes faster than the full size. At each
  /// threshold, the scales above and below it give photos and certificates about the same quality.
  private static func fastScale(width: Double, height: Double, maxBytes: Int) -> Double {
    let usual = ScaleChoice.usual(pixels: Int(width * height), maxBytes: maxBytes)
    var scale = usual > 0.75 ? 1 : usual > 0.3 ? 0.5 : usual > 0.15 ? 0.25 : 0.125
    while scale < 1, scale * min(width, height) < Double(fastShortSide) { scale *= 2 }
    return scale
  }

  /// `.fast` does not reduce the short side below this many pixels, so that print in long, narrow pictures stays
  /// legible.
  private static let fastShortSide = 600
  /// The least useful long side, in pixels. Encoding fails if no picture of at least this size fits.
  private static let shortest = 16

  /// How many times a picture is entropy-coded at most before a smaller scale is tried.
  private static let codings = 2

  /// Quantizes and writes the picture at one scale; nil if no file that fits was found. The predicted size is accurate
  /// to some tenths of a percent, so the first file nearly always fits.
  private func write(
    _ picture: PlanarPicture, _ solver: BudgetSolver, _ estimate: QuantizedPicture, _ diagnostics: inout Diagnostics
  ) throws(EncodingError) -> EncodedPicture? {
    var budget = maxBytes
    for _ in 0..<Self.codings where budget > 0 {
      guard
        let filled = solver.fill(budget, from: estimate, passes: effort.passes(pixels: picture.width * picture.height))
      else { return nil }
      let written = try filled.file.write(maxBytes: maxBytes)
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
      // Lower the budget by twice the excess plus a margin, because the next prediction may err by slightly more.
      budget -= 2 * (written.size - maxBytes) + maxBytes / 500
    }
    return nil
  }
}

extension Effort {
  /// How many times the whole picture may be quantized to come close to its budget. Small pictures take so little time
  /// that more passes are always allowed.
  fileprivate func passes(pixels: Int) -> Int {
    if pixels < 1_000_000 { return 4 }
    return self == .fast ? 1 : 3
  }
}
