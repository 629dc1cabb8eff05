/// One plane of 8-bit samples: `height` rows of `width` samples, with a row stride of `stride` samples.
///
/// The stride may exceed `width`, and there may be more than `height` rows, because JPEG codes whole blocks. The
/// content of that padding is unspecified.
public struct Plane: Sendable {
  /// Samples per row, without padding.
  public let width: Int
  /// Rows, without padding.
  public let height: Int
  /// The distance between the starts of two rows, in samples.
  public let stride: Int
  /// The samples in row order; at least `stride` × `height` of them.
  public var samples: [UInt8]

  /// Creates a plane from existing samples.
  public init(width: Int, height: Int, stride: Int, samples: [UInt8]) {
    precondition(width > 0 && height > 0 && stride >= width && samples.count >= stride * height)
    self.width = width
    self.height = height
    self.stride = stride
    self.samples = samples
  }

  /// Creates a plane in which all samples have the same value, without padding.
  public init(width: Int, height: Int, filledWith value: UInt8 = 0) {
    self.init(width: width, height: height, stride: width, samples: [UInt8](repeating: value, count: width * height))
  }

  /// The sample at column `x` of row `y`. This is for tests and single samples; loops should use `samples` directly.
  public subscript(x: Int, y: Int) -> UInt8 {
    get { samples[y * stride + x] }
    set { samples[y * stride + x] = newValue }
  }
}
