/// How much time the encoder may take to find a closer picture.
public enum Effort: String, Sendable, CaseIterable {
  /// One scale, one guess and one correction.
  case fast
  /// The default.
  case balanced
  /// Tries more scales.
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
  public func encode(_ picture: PlanarPicture) throws(EncodingError) -> EncodedPicture {
    var scale = min(1, (Double(maxBytes) * 16 / Double(picture.width * picture.height)).squareRoot())
    if let maxSide { scale = min(scale, Double(maxSide) / Double(max(picture.width, picture.height))) }
    while true {
      if let encoded = try encode(picture.scaled(by: scale)) { return encoded }
      scale /= 1.5
      if scale * Double(max(picture.width, picture.height)) < 16 { throw .budgetTooSmall(maxBytes: maxBytes) }
    }
  }

  /// The finest uniform coarseness that fits, or nil when even the coarsest is too large.
  private func encode(_ picture: PlanarPicture) throws(EncodingError) -> EncodedPicture? {
    let planes = [picture.luma] + (picture.chroma.map { [$0.blue, $0.red] } ?? [])
    let transformed = planes.map(ForwardDCT.transform)
    var best: EncodedPicture?
    var finest: Float = 0.02
    var coarsest: Float = 8
    for _ in 0..<9 {
      let scale = (finest * coarsest).squareRoot()
      let file = CoefficientFile(
        width: picture.width, height: picture.height,
        components: transformed.enumerated().map { index, plane in
          let table = QuantizationTable(
            shape: index == 0 ? QuantizationTable.annexKLuma : QuantizationTable.annexKChroma, scale: scale)
          return CoefficientFile.Component(
            quantized: plane.quantized(by: table),
            table: table,
            horizontalSampling: index == 0 && planes.count > 1 ? picture.horizontalSubsampling : 1,
            verticalSampling: index == 0 && planes.count > 1 ? picture.verticalSubsampling : 1)
        })
      let written = try file.write(script: ScanScript.document(components: planes.count), maxBytes: maxBytes)
      if let bytes = written.bytes {
        best = EncodedPicture(
          bytes: bytes, width: picture.width, height: picture.height,
          quality: file.components[0].table.equivalentQuality)
        coarsest = scale
      } else {
        finest = scale
      }
    }
    return best
  }
}

extension CoefficientPlane {
  /// Every coefficient divided by its step, and rounded.
  func quantized(by table: QuantizationTable) -> CoefficientPlane {
    let reciprocals = table.steps.map { 1 / (Float($0) * Float(Self.precision)) }
    return CoefficientPlane(blocksWide: blocksWide, blocksHigh: blocksHigh) { output in
      values.withUnsafeBufferPointer { input in
        for block in 0..<blockCount {
          for k in 0..<64 {
            output[block * 64 + k] = Int16((Float(input[block * 64 + k]) * reciprocals[k]).rounded())
          }
        }
      }
    }
  }
}
