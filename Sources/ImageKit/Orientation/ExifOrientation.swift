/// How stored pixels must be turned to stand upright: the EXIF tag 0x0112 (Exif 2.32, 4.6.4 A).
public enum ExifOrientation: Int, Sendable, Hashable, CaseIterable {
  /// Stored upright.
  case upright = 1
  /// Stored mirrored left to right.
  case mirrored = 2
  /// Stored upside down.
  case upsideDown = 3
  /// Stored mirrored top to bottom.
  case flipped = 4
  /// Stored with rows and columns exchanged.
  case transposed = 5
  /// Stored such that a quarter turn clockwise makes it upright.
  case turnClockwise = 6
  /// Stored with rows and columns exchanged about the other diagonal.
  case transversed = 7
  /// Stored such that a quarter turn counter-clockwise makes it upright.
  case turnCounterclockwise = 8

  /// Whether width and height change places on the way to upright.
  public var exchangesSides: Bool { rawValue >= 5 }
}
