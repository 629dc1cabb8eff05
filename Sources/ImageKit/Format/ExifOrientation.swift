/// The EXIF orientation (tag 0x0112): how to transform the stored pixels so that the picture is upright (Exif 2.32,
/// 4.6.4 A).
public enum ExifOrientation: Int, Sendable, Hashable, CaseIterable {
  /// The stored pixels are upright.
  case upright = 1
  /// The stored pixels are mirrored left to right.
  case mirrored = 2
  /// The stored pixels are rotated by 180°.
  case upsideDown = 3
  /// The stored pixels are mirrored top to bottom.
  case flipped = 4
  /// The stored pixels are transposed: rows and columns are exchanged.
  case transposed = 5
  /// The stored pixels must be rotated by 90° clockwise.
  case turnClockwise = 6
  /// The stored pixels are transposed about the other diagonal.
  case transversed = 7
  /// The stored pixels must be rotated by 90° counter-clockwise.
  case turnCounterclockwise = 8

  /// Whether the upright picture has width and height exchanged.
  public var exchangesSides: Bool { rawValue >= 5 }

  /// The orientation that is made upright by turning clockwise; nil unless the angle is 0, 90, 180 or 270 degrees.
  public init?(clockwise degrees: Int) {
    guard let found = Self.allCases.first(where: { $0.clockwise == degrees }) else { return nil }
    self = found
  }

  /// By how many degrees the stored pixels are turned clockwise; nil if they must be mirrored.
  public var clockwise: Int? {
    switch self {
    case .upright: 0
    case .turnClockwise: 90
    case .upsideDown: 180
    case .turnCounterclockwise: 270
    case .mirrored, .flipped, .transposed, .transversed: nil
    }
  }
}

extension ExifOrientation {
  /// The orientation equivalent to applying this one and then another.
  public func followed(by next: ExifOrientation) -> ExifOrientation {
    let (first, second) = (axes, next.axes)
    let axes = [
      second[0] * first[0] + second[1] * first[2], second[0] * first[1] + second[1] * first[3],
      second[2] * first[0] + second[3] * first[2], second[2] * first[1] + second[3] * first[3],
    ]
    return Self.allCases.first { $0.axes == axes }!
  }

  /// The matrix that maps stored coordinates to upright ones: two rows, for x and y, with y pointing down.
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
