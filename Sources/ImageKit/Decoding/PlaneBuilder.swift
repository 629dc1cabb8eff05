/// A plane that is built row by row, and reduced on the way.
struct PlaneBuilder {
  private var reducer: RowReducer
  private var samples: [UInt8] = []
  private let width: Int
  private let height: Int

  /// A builder for `height` rows of `width` samples, reduced by a whole number in both directions.
  init(width: Int, height: Int, factor: Int) {
    reducer = RowReducer(width: width, height: height, components: 1, factor: factor)
    self.width = reducer.reducedWidth
    self.height = reducer.reducedHeight
    samples.reserveCapacity(self.width * self.height)
  }

  /// Adds the next row.
  mutating func add(_ row: UnsafeBufferPointer<UInt8>) {
    reducer.add(row) { reduced, _ in samples.append(contentsOf: reduced) }
  }

  /// The plane, once all rows are in.
  consuming func finished() -> Plane {
    Plane(width: width, height: height, stride: width, samples: samples)
  }
}
