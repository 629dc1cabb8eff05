/// How samples are to be understood, as code points of ITU-T H.273: what video streams and HEIF files say of colour.
public struct CodedColour: Sendable, Hashable {
  /// Which red, green and blue are mixed: 1 those of sRGB, 9 those of BT.2020, 12 those of Display P3; 2 unsaid.
  public var primaries: Int
  /// How samples grow with light: 13 as in sRGB, 16 PQ, 18 HLG; 2 unsaid.
  public var transfer: Int
  /// How luma and chroma are mixed of red, green and blue: 1 BT.709, 5 and 6 BT.601, 9 BT.2020, 0 not at all; 2 unsaid.
  public var matrix: Int
  /// Whether samples use all values; otherwise luma lies within 16…235 and chroma within 16…240, of 8 bits.
  public var isFullRange: Bool

  /// Whether primaries and transfer are those of sRGB, or so near to them that browsers make no difference.
  var isSRGB: Bool { [1, 2].contains(primaries) && [1, 2, 6, 13, 14, 15].contains(transfer) }
}
