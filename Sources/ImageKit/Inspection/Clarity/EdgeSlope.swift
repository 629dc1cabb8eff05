import CVision

/// How steep the edges of a picture are: the largest change from one pixel to the next as a share of the edge's
/// contrast, in the direction in which edges are softest, so that motion blur counts as well as defocus.
///
/// The plane is halved to a long side near 1,000 pixels and divided into tiles of 16 × 16. In each tile that has
/// contrast, the 98th percentile of the gradient along each of four directions is divided by the tile's contrast. The
/// slope is the median over the tiles, in the direction where that is least. Sharp photos of pages have 0.3 to 0.6.
struct EdgeSlope: Sendable {
  /// The slope as a share of the edge's contrast a pixel, 0…1; nil where too few tiles have contrast.
  let value: Double?
  /// The same along the steepest direction of each tile; the upper quartile of the tiles, because a few sharp edges
  /// suffice.
  let steepest: Double?
  /// The share of tiles that have contrast, 0…1.
  let tilesWithContrast: Double

  /// The long side to which slopes refer, in pixels; a strip's is longer, as ``Sight`` says.
  private static let longSide = 1_000
  private static let tile = Int(cvision_tile)
  /// The least difference in grey levels between a tile's darkest and brightest sample, for it to count.
  private static let leastContrast = 40

  /// Measures a plane.
  init(of luma: Plane) {
    let longSide = Double(Self.longSide) * Sight.stretch(width: luma.width, height: luma.height)
    let plane = PlaneScaler.halve(luma, below: Int(longSide * 4 / 3) + 1)
    let columns = (plane.width - 2) / Self.tile
    let rows = (plane.height - 2) / Self.tile
    var slopes: [SIMD4<Float>] = []
    plane.samples.withUnsafeBufferPointer { samples in
      for row in 0..<max(0, rows) {
        for column in 0..<max(0, columns) {
          let corner = samples.baseAddress! + (1 + row * Self.tile) * plane.stride + 1 + column * Self.tile
          if let slope = Self.slope(corner, plane.stride) { slopes.append(slope) }
        }
      }
    }
    tilesWithContrast = Double(slopes.count) / Double(max(1, rows * columns))
    guard slopes.count >= 12 else {
      value = nil
      steepest = nil
      return
    }
    // The width of a blurred edge scales with the picture, so the slope is converted to the nominal size. A
    // picture with fewer pixels than that is taken as it is.
    let isReduced = plane.width < luma.width
    let scale = isReduced ? Double(max(plane.width, plane.height)) / longSide : 1
    value = (0..<4).map { direction in
      Double(slopes.map { $0[direction] }.sorted()[slopes.count / 2]) * scale
    }.min()
    steepest = Double(slopes.map { $0.max() }.sorted()[slopes.count * 3 / 4]) * scale
  }

  /// The slope within a patch of text, measured in the same way in up to 16 of its tiles; nil where hardly a tile has
  /// contrast.
  static func within(_ patch: TextSurvey.Patch, of plane: Plane) -> Float? {
    let step = tile * patch.reduction
    var slopes: [SIMD4<Float>] = []
    plane.samples.withUnsafeBufferPointer { samples in
      for y in stride(from: max(1, patch.y), to: min(patch.y + patch.side, plane.height - 1) - tile + 1, by: step) {
        for x in stride(from: max(1, patch.x), to: min(patch.x + patch.side, plane.width - 1) - tile + 1, by: step) {
          let corner = samples.baseAddress! + y * plane.stride + x
          if let slope = slope(corner, plane.stride, leastContrast: 24) { slopes.append(slope) }
        }
      }
    }
    guard slopes.count >= 3 else { return nil }
    return (0..<4).map { direction in slopes.map { $0[direction] }.sorted()[slopes.count / 2] }.min()
  }

  /// The slope of one tile in each direction, or nil without contrast.
  private static func slope(_ corner: UnsafePointer<UInt8>, _ stride: Int, leastContrast: Int = leastContrast)
    -> SIMD4<Float>?
  {
    // Between the third brightest and the third darkest sample, so that single specks do not count as contrast.
    let contrast = Int(cvision_contrast(corner, stride))
    guard contrast > leastContrast else { return nil }
    var steepness = SIMD4<UInt8>()
    withUnsafeMutableBytes(of: &steepness) {
      cvision_steepness(corner, stride, $0.baseAddress!.assumingMemoryBound(to: UInt8.self))
    }
    return (SIMD4<Float>(steepness) + 0.5) / 2 / Float(contrast)
  }
}
