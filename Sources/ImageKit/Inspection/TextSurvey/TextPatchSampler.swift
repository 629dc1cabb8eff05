import CVision

/// Finds places of a picture that may hold text, at several scales, so that the network need not look everywhere.
///
/// Text is where much changes within few pixels. Each scale is divided into cells, and the liveliest patch of each cell is
/// proposed, so that a lively background cannot push a small page out.
struct TextPatchSampler {
  /// A patch at one scale.
  struct Place: Hashable {
    /// Which of `scales` it is of.
    let scale: Int
    /// Its left edge, counted in blocks.
    let column: Int
    /// Its upper edge, counted in blocks.
    let row: Int
  }

  /// The side of a block, in pixels: patches begin at multiples of it.
  static let block = Int(cvision_block)

  /// The picture at full, half and quarter size, as far as a patch fits.
  let scales: [Plane]
  private let liveliness: [BlockMap]

  /// Looks over `plane`.
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

  /// The liveliest place of each cell of each scale; the first scale is divided most finely.
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

  /// Places beside one that shows text whose em is so many of its pixels: those that touch without overlapping, at the scale
  /// at which the network sees such text best, as far as they are lively enough.
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

  /// Text is looked at in more detail when its em has fewer pixels than this,
  private static let smallEm: Float = 10
  /// and in less when it has more than this.
  private static let largeEm: Float = 32
}

/// How much changes from pixel to pixel in each block of a plane, relative to the light there.
private struct BlockMap {
  /// Below this a patch holds nothing: a little above the grain of evenly lit paper.
  static let dull: Float = 0.012
  /// Changes of so many grey levels are grain.
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

  /// The mean over the four blocks of a patch, each counted by its root, so that one loud block does not make a patch.
  func ofPatch(column: Int, row: Int) -> Float {
    let at = row * columns + column
    let roots =
      values[at].squareRoot() + values[at + 1].squareRoot() + values[at + columns].squareRoot()
      + values[at + columns + 1].squareRoot()
    return roots * roots / 16
  }
}
