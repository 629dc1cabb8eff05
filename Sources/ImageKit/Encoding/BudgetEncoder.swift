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
}
