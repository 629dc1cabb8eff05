/// One plane of 8-bit samples: `height` rows of `width` samples, each row `stride` samples after the one before.
///
/// Rows may be longer than the picture (`stride` > `width`), and there may be more of them than `height`, because JPEG
/// codes whole blocks. What stands in that padding is unspecified.
public struct Plane: Sendable {
  /// Samples a row that belong to the picture.
  public let width: Int
  /// Rows that belong to the picture.
  public let height: Int
  /// Samples from the start of one row to the start of the next.
  public let stride: Int
  /// The samples, row after row; at least `stride` × `height` of them.
  public var samples: [UInt8]

  /// A plane over samples that are already there.
  public init(width: Int, height: Int, stride: Int, samples: [UInt8]) {
    precondition(width > 0 && height > 0 && stride >= width && samples.count >= stride * height)
    self.width = width
    self.height = height
    self.stride = stride
    self.samples = samples
  }

  /// A plane of one value, without padding.
  public init(width: Int, height: Int, filledWith value: UInt8 = 0) {
    self.init(width: width, height: height, stride: width, samples: [UInt8](repeating: value, count: width * height))
  }

  /// The sample in column `x` of row `y`. For tests and odd places: loops work on `samples` directly.
  public subscript(x: Int, y: Int) -> UInt8 {
    get { samples[y * stride + x] }
    set { samples[y * stride + x] = newValue }
  }
}
