/// The colour space of samples as code points of ITU-T H.273, which video streams and HEIF files use.
public struct CodedColour: Sendable, Hashable {
  /// Colour primaries: 1 sRGB (BT.709), 9 BT.2020, 12 Display P3; 2 means unspecified.
  public var primaries: Int
  /// Transfer function: 13 sRGB, 16 PQ, 18 HLG; 2 means unspecified.
  public var transfer: Int
  /// Matrix coefficients: 0 identity (RGB), 1 BT.709, 5 and 6 BT.601, 9 BT.2020; 2 means unspecified.
  public var matrix: Int
  /// Whether samples use the full range. In limited range, 8-bit luma lies within 16…235 and chroma within 16…240.
  public var isFullRange: Bool

  /// Whether primaries and transfer function are those of sRGB, or those that browsers treat as sRGB.
  var isSRGB: Bool { [1, 2].contains(primaries) && [1, 2, 6, 13, 14, 15].contains(transfer) }
}
