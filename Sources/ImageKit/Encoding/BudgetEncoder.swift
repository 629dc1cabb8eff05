/// How much time the encoder may take to find a closer picture.
public enum Effort: String, Sendable, CaseIterable {
  /// Seldom more than one quantization of a photo, at the power of ½ that photos of its size usually want.
  case fast
  /// The default: the scale is chosen by a sample of the photo.
  case balanced
  /// The same as `balanced`; kept for callers that ask for it.
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
  /// The long side, in pixels, of the photo that the picture is, where it was decoded smaller than that; otherwise nil.
  public let photoLongSide: Int?

  /// An encoder for one budget.
  public init(maxBytes: Int, maxSide: Int? = nil, effort: Effort = .balanced, photoLongSide: Int? = nil) {
    self.maxBytes = maxBytes
    self.maxSide = maxSide
    self.effort = effort
    self.photoLongSide = photoLongSide
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
    let longSide = Double(max(picture.width, picture.height))
    // The picture's size beside the photo's.
    let decoded = photoLongSide.map { min(1, longSide / Double($0)) } ?? 1
    var scale = min(1, maxSide.map { Double(max(1, $0)) / longSide } ?? 1)
    // Chroma that so few bytes cannot carry is given up before anything is made of it.
    let photo = picture.subsampled(forBytes: maxBytes, scale: scale)
    var start: BudgetSolver.Start?
    switch effort {
    case .fast:
      let wanted = Self.fastScale(
        width: Double(photo.width) / decoded, height: Double(photo.height) / decoded, maxBytes: maxBytes)
      // An odd side, halved, is a little more than its half.
      if wanted < 0.99 * decoded { scale = min(scale, wanted / decoded) }
    case .balanced, .best:
      let choice = ScaleChoice(photo, maxBytes: maxBytes).best(upTo: scale)
      (scale, start) = (choice.scale, choice.start)
    }
    while true {
      let current = photo.scaled(by: scale, isSharp: true)
      let solver = BudgetSolver(current, scale: scale * decoded)
      let estimate = solver.estimate(maxBytes, from: start)
      if let encoded = try write(current, solver, estimate, &diagnostics) { return (encoded, diagnostics) }
      guard scale * longSide >= 2 * Double(Self.shortest) else { throw .budgetTooSmall(maxBytes: maxBytes) }
      scale *= 0.7
      start = nil
    }
  }

  /// The long side, in pixels, with which a photo is to be decoded for `.fast`.
  static func fastDecodeLongSide(width: Int, height: Int, maxBytes: Int) -> Int {
    let scale = fastScale(width: Double(width), height: Double(height), maxBytes: maxBytes)
    return Int((scale * Double(max(width, height))).rounded(.up))
  }

  /// The scale of `.fast`: a power of two, for decoders make such pictures quicker than whole ones. The bounds are where
  /// photos and certificates do about as well by one as by the next.
  private static func fastScale(width: Double, height: Double, maxBytes: Int) -> Double {
    let usual = ScaleChoice.usual(pixels: Int(width * height), maxBytes: maxBytes)
    var scale = usual > 0.75 ? 1 : usual > 0.3 ? 0.5 : usual > 0.15 ? 0.25 : 0.125
    while scale < 1, scale * min(width, height) < Double(fastShortSide) { scale *= 2 }
    return scale
  }

  /// The shorter side, in pixels, that `.fast` leaves a picture: print shall stay print in long strips, too.
  private static let fastShortSide = 600
  /// The longer side, in pixels, below which no picture is worth making, even where nothing else fits.
  private static let shortest = 16

  /// How often a picture is entropy-coded at most before a smaller one is tried.
  private static let codings = 2

  /// Quantizes and writes; nil when nothing that fits was found. The prediction is good to some tenths of a percent, so
  /// that the first file is nearly always the last.
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
    return self == .fast ? 1 : 3
  }
}
