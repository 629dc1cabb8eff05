/// Reduces a picture by a whole factor with a box filter while its rows are read, so that a very large picture is never
/// in memory whole.
struct RowReducer {
  private let width: Int
  private let height: Int
  private let components: Int
  private let factor: Int
  /// The sums of the current rows, sample by sample, which keeps the innermost loop simple.
  private var sums: [UInt32]
  private var means: [UInt8]
  private var rowsIn = 0

  /// The width of the reduced picture, in pixels.
  var reducedWidth: Int { (width + factor - 1) / factor }
  /// The height of the reduced picture, in pixels.
  var reducedHeight: Int { (height + factor - 1) / factor }

  /// A reducer for pictures of a size.
  init(width: Int, height: Int, components: Int, factor: Int) {
    self.width = width
    self.height = height
    self.components = components
    self.factor = factor
    sums = [UInt32](repeating: 0, count: factor == 1 ? 0 : width * components)
    means = [UInt8](repeating: 0, count: factor == 1 ? 0 : (width + factor - 1) / factor * components)
  }

  /// The smallest factor that brings a picture within a number of pixels.
  static func factor(width: Int, height: Int, maxPixels: Int) -> Int {
    var factor = 1
    while (width + factor - 1) / factor * ((height + factor - 1) / factor) > max(1, maxPixels) { factor += 1 }
    return factor
  }

  /// The factor that brings a picture within `maxPixels`, or a larger one, up to 8, at which the long side still has
  /// `leastLongSide` pixels.
  static func factor(width: Int, height: Int, maxPixels: Int, leastLongSide: Int) -> Int {
    let spare = leastLongSide == .max ? 1 : min(8, max(width, height) / max(1, leastLongSide))
    return max(spare, factor(width: width, height: height, maxPixels: maxPixels))
  }

  /// Adds the next row, and passes a reduced row on whenever one is complete.
  mutating func add(_ row: UnsafeBufferPointer<UInt8>, _ emit: (UnsafeBufferPointer<UInt8>, Int) -> Void) {
    guard factor > 1 else {
      emit(row, rowsIn)
      rowsIn += 1
      return
    }
    sums.withUnsafeMutableBufferPointer { sums in
      for index in sums.indices { sums[index] &+= UInt32(row[index]) }
    }
    rowsIn += 1
    let rowsInBox = rowsIn % factor == 0 ? factor : rowsIn % factor
    guard rowsInBox == factor || rowsIn == height else { return }
    for box in 0..<reducedWidth {
      let columns = box * factor..<min((box + 1) * factor, width)
      let pixels = UInt32(rowsInBox * columns.count)
      for c in 0..<components {
        let sum = columns.reduce(UInt32(0)) { $0 + sums[$1 * components + c] }
        means[box * components + c] = UInt8((sum + pixels / 2) / pixels)
      }
    }
    for index in sums.indices { sums[index] = 0 }
    means.withUnsafeBufferPointer { emit($0, (rowsIn - 1) / factor) }
  }
}

extension PlanarPicture {
  /// The picture reduced by a whole number either way, plane by plane.
  consuming func reduced(by factor: Int) -> PlanarPicture {
    guard factor > 1 else { return self }
    let chroma = chroma.map { Chroma(blue: $0.blue.reduced(by: factor), red: $0.red.reduced(by: factor)) }
    self.chroma = nil
    return PlanarPicture(
      luma: luma.reduced(by: factor), chroma: chroma, horizontalSubsampling: horizontalSubsampling,
      verticalSubsampling: verticalSubsampling)
  }
}

extension Plane {
  fileprivate func reduced(by factor: Int) -> Plane {
    var reducer = RowReducer(width: width, height: height, components: 1, factor: factor)
    var result = Plane(width: reducer.reducedWidth, height: reducer.reducedHeight)
    samples.withUnsafeBufferPointer { samples in
      for y in 0..<height {
        reducer.add(UnsafeBufferPointer(rebasing: samples[y * stride..<y * stride + width])) { row, y in
          result.samples.replaceSubrange(y * result.stride..<(y + 1) * result.stride, with: row)
        }
      }
    }
    return result
  }
}
