/// Builds a picture from rows of interleaved samples. Each row is stored directly in full-size Y′CbCr planes, so that
/// the whole picture never exists in interleaved form.
struct PlanarCanvas {
  let width: Int
  let height: Int
  private var luma: [UInt8]
  private var blue: [UInt8]
  private var red: [UInt8]

  /// An empty canvas, filled with white. A grey canvas takes rows with one sample per pixel.
  init(width: Int, height: Int, isGrey: Bool) {
    self.width = width
    self.height = height
    luma = [UInt8](repeating: 255, count: width * height)
    blue = isGrey ? [] : [UInt8](repeating: 128, count: width * height)
    red = blue
  }

  /// The pixels that a row is stored in: row `y`, starting at column `x`, every `step` columns.
  struct Place {
    var y: Int
    var x = 0
    var step = 1
  }

  /// Stores a row of grey samples (one component) or RGB triples (three components).
  mutating func paint(_ row: UnsafeBufferPointer<UInt8>, _ components: Int, at place: Place) {
    if components == 1 {
      paint(grey: row, at: place)
    } else {
      paint(rgb: row, at: place)
    }
  }

  /// Stores a row of grey samples.
  mutating func paint(grey row: UnsafeBufferPointer<UInt8>, at place: Place) {
    var target = place.y * width + place.x
    luma.withUnsafeMutableBufferPointer { luma in
      for sample in row {
        luma[target] = sample
        target += place.step
      }
    }
  }

  /// Stores a row of Y′CbCr triples.
  mutating func paint(triples row: UnsafeBufferPointer<UInt8>, at place: Place) {
    var target = place.y * width + place.x
    withPlanes { luma, blue, red in
      for source in Swift.stride(from: 0, to: row.count - 2, by: 3) {
        luma[target] = row[source]
        blue[target] = row[source + 1]
        red[target] = row[source + 2]
        target += place.step
      }
    }
  }

  /// Stores a row of RGB triples, converted with the JFIF matrix (ITU-T T.871, 7) in 16-bit fixed point.
  mutating func paint(rgb row: UnsafeBufferPointer<UInt8>, at place: Place) {
    var target = place.y * width + place.x
    withPlanes { luma, blue, red in
      for source in Swift.stride(from: 0, to: row.count - 2, by: 3) {
        let r = Int32(row[source]), g = Int32(row[source + 1]), b = Int32(row[source + 2])
        luma[target] = UInt8(truncatingIfNeeded: (19595 &* r &+ 38470 &* g &+ 7471 &* b &+ 32768) >> 16)
        // The constant is just under 128.5, so that pure blue and pure red do not round to 256.
        blue[target] = UInt8(truncatingIfNeeded: (-11059 &* r &- 21709 &* g &+ 32768 &* b &+ 8_421_375) >> 16)
        red[target] = UInt8(truncatingIfNeeded: (32768 &* r &- 27439 &* g &- 5329 &* b &+ 8_421_375) >> 16)
        target += place.step
      }
    }
  }

  /// The finished picture.
  consuming func finished() -> PlanarPicture {
    func plane(_ samples: [UInt8]) -> Plane { Plane(width: width, height: height, stride: width, samples: samples) }
    return PlanarPicture(
      luma: plane(luma), chroma: blue.isEmpty ? nil : .init(blue: plane(blue), red: plane(red)))
  }

  private mutating func withPlanes(
    _ body: (
      UnsafeMutableBufferPointer<UInt8>, UnsafeMutableBufferPointer<UInt8>, UnsafeMutableBufferPointer<UInt8>
    ) -> Void
  ) {
    luma.withUnsafeMutableBufferPointer { luma in
      blue.withUnsafeMutableBufferPointer { blue in
        red.withUnsafeMutableBufferPointer { red in body(luma, blue, red) }
      }
    }
  }
}
