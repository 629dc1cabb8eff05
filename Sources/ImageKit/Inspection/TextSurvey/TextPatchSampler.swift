import CVision

/// Finds places of a picture that may hold text, at several scales, so that the network need not look everywhere.
///
/// Text has strong changes within few pixels. Each scale is divided into cells, and the most active patch of each cell
/// is proposed, so that an active background cannot crowd out a small page.
struct TextPatchSampler {
  /// A patch at one scale.
  struct Place: Hashable {
    /// The index in `scales`.
    let scale: Int
    /// Its left edge, counted in blocks.
    let column: Int
    /// Its upper edge, counted in blocks.
    let row: Int
  }

  /// The side of a block, in pixels: patches begin at multiples of it.
  static let block = Int(cvision_block)

  /// The picture at full, half and quarter size, unless it is smaller than a patch.
  let scales: [Plane]
  private let liveliness: [BlockMap]

  /// Measures the activity of the blocks of `plane` at each scale.
  init(_ plane: Plane) {
    var scales = [plane]
    while scales.count < 3,
      min(scales[scales.count - 1].width, scales[scales.count - 1].height) >= 3 * TextPatchNetwork.side
    {
      scales.append(PlaneScaler.halve(scales[scales.count - 1]))
    }
    self.scales = scales
    liveliness = scales.map(BlockMap.init)
  }

  /// The most active place of each cell of each scale; the first scale has the most cells.
  func proposals() -> [Place] {
    var places: [Place] = []
    for (scale, map) in liveliness.enumerated() {
      let cells = 4 - scale
      var best = [(place: Place, value: Float)?](repeating: nil, count: cells * cells)
      for row in 0..<max(0, map.rows - 1) {
        for column in 0..<max(0, map.columns - 1) {
          let value = map.ofPatch(column: column, row: row)
          let cell = row * cells / (map.rows - 1) * cells + column * cells / (map.columns - 1)
          if value > BlockMap.dull, value > best[cell]?.value ?? 0 {
            best[cell] = (Place(scale: scale, column: column, row: row), value)
          }
        }
      }
      places += best.compactMap(\.?.place)
    }
    return places
  }

  /// The places around one that shows text: those that touch it without overlapping, at the scale at which the network
  /// recognises text of such an em best, if they are active enough.
  func neighbours(of place: Place, em: Float) -> [Place] {
    var place = place
    if em < Self.smallEm, place.scale > 0 {
      place = Place(scale: place.scale - 1, column: 2 * place.column + 1, row: 2 * place.row + 1)
    } else if em > Self.largeEm, place.scale + 1 < scales.count {
      place = Place(scale: place.scale + 1, column: (place.column - 1) / 2, row: (place.row - 1) / 2)
    }
    let map = liveliness[place.scale]
    return [(0, 0), (-2, 0), (2, 0), (0, -2), (0, 2)].compactMap { step in
      let next = Place(scale: place.scale, column: place.column + step.0, row: place.row + step.1)
      guard next.column >= 0, next.row >= 0, next.column < map.columns - 1, next.row < map.rows - 1 else { return nil }
      return map.ofPatch(column: next.column, row: next.row) > BlockMap.dull ? next : nil
    }
  }

  /// Text with a smaller em, in pixels, is examined at the next larger scale.
  private static let smallEm: Float = 10
  /// Text with a larger em is examined at the next smaller scale.
  private static let largeEm: Float = 32
}

/// The mean change from pixel to pixel in each block of a plane, relative to its brightness.
private struct BlockMap {
  /// A patch below this is empty: a little above the grain of evenly lit paper.
  static let dull: Float = 0.012
  /// Changes of at most this many grey levels are grain.
  private static let grain: Int32 = 5

  let columns: Int
  let rows: Int
  private var values: [Float]

  init(_ plane: Plane) {
    let block = TextPatchSampler.block
    columns = plane.width / block
    rows = plane.height / block
    values = []
    values.reserveCapacity(columns * rows)
    plane.samples.withUnsafeBufferPointer { samples in
      for row in 0..<rows {
        for column in 0..<columns {
          let corner = samples.baseAddress! + row * block * plane.stride + column * block
          var light: UInt32 = 0
          let change = cvision_change(corner, plane.stride, Self.grain, &light)
          values.append(Float(change) / Float(Int(light) + 24 * block * block / 2))
        }
      }
    }
  }

  /// The mean of the square roots of a patch's four blocks, so that a single active block does not suffice.
  func ofPatch(column: Int, row: Int) -> Float {
    let at = row * columns + column
    let roots =
      values[at].squareRoot() + values[at + 1].squareRoot() + values[at + columns].squareRoot()
      + values[at + columns + 1].squareRoot()
    return roots * roots / 16
  }
}
