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

extension ExifOrientation {
  /// The one orientation that does what this one and then another do.
  public func followed(by next: ExifOrientation) -> ExifOrientation {
    let (first, second) = (axes, next.axes)
    let axes = [
      second[0] * first[0] + second[1] * first[2], second[0] * first[1] + second[1] * first[3],
      second[2] * first[0] + second[3] * first[2], second[2] * first[1] + second[3] * first[3],
    ]
    return Self.allCases.first { $0.axes == axes }!
  }

  /// Where a step to the right and a step down in the stored picture lead once it is upright: a matrix of two rows, x and
  /// y, with y pointing down.
  private var axes: [Int] {
    switch self {
    case .upright: [1, 0, 0, 1]
    case .mirrored: [-1, 0, 0, 1]
    case .upsideDown: [-1, 0, 0, -1]
    case .flipped: [1, 0, 0, -1]
    case .transposed: [0, 1, 1, 0]
    case .turnClockwise: [0, -1, 1, 0]
    case .transversed: [0, -1, -1, 0]
    case .turnCounterclockwise: [0, 1, -1, 0]
    }
  }
}
