/// A 3D lookup table, with interpolation between its nodes, that converts Y′CbCr samples from an RGB profile and a luma
/// matrix to sRGB and BT.601.
///
/// The table stores differences. Display P3, which phones use, is close to sRGB: the differences vary slowly over the
/// colours and are zero for greys. So a coarse table is accurate to about one level, and a photo can be converted in its
/// own planes, which takes a fraction of the time of a conversion through RGB.
struct ColourTable {
  /// Nodes along each of the three axes: 0, 8 … 256.
  private static let nodes = 33
  /// The distance between two nodes in levels, and its binary logarithm.
  private static let step = 8, shift = 3
  /// The differences to add to Y′, Cb and Cr. The luma index varies fastest, then Cr, then Cb.
  private let differences: [SIMD4<Float>]

  /// The table for a profile; nil if the profile is close enough to sRGB that no conversion is needed.
  init?(_ transform: borrowing ProfileTransform) {
    self.init(from: .bt601) { transform.convert($0, into: &$1, pixels: $1.count / 3) }
  }

  /// The table from another matrix to BT.601, which JPEG uses; nil if the matrix is BT.601.
  init?(from mixture: LumaMixture) {
    guard mixture != .bt601 else { return nil }
    self.init(from: mixture) { $1 = $0 }
  }

  /// The table for a profile and samples with the given luma matrix.
  init?(from mixture: LumaMixture, _ transform: borrowing ProfileTransform) {
    self.init(from: mixture) { transform.convert($0, into: &$1, pixels: $1.count / 3) }
  }

  /// The table for a function that converts 16-bit RGB to 16-bit sRGB.
  private init?(from mixture: LumaMixture, _ convert: ([UInt16], inout [UInt16]) -> Void) {
    let nodes = Self.nodes, step = Self.step, count = nodes * nodes * nodes
    var colours: [SIMD4<Float>] = []
    colours.reserveCapacity(count)
    var rgb: [UInt16] = []
    rgb.reserveCapacity(count * 3)
    for blue in 0..<nodes {
      for red in 0..<nodes {
        for luma in 0..<nodes {
          // Most Y′CbCr triples have no RGB colour in range. Such a node stores the difference for the nearest RGB
          // colour, so that interpolation near the boundary of the gamut uses sensible values.
          let mixed = SIMD4(Float(luma * step), Float(blue * step), Float(red * step), 0)
          let unbounded = mixture.rgb(mixed)
          let colour = unbounded.clamped(lowerBound: SIMD4(repeating: 0), upperBound: SIMD4(repeating: 255))
          let stored = (colour * 257).rounded(.toNearestOrEven)
          for i in 0..<3 { rgb.append(UInt16(stored[i])) }
          // The change of matrix is linear, so its part of the difference is computed without clamping, also out of
          // gamut.
          let remixed = mixture == .bt601 ? SIMD4() : Self.lumaAndChroma(unbounded) - mixed + SIMD4(0, 128, 128, 0)
          colours.append(Self.lumaAndChroma(colour) - remixed)
        }
      }
    }
    var converted = [UInt16](repeating: 0, count: count * 3)
    convert(rgb, &converted)
    var largest: Float = 0
    for index in 0..<count {
      let colour = SIMD4(
        Float(converted[index * 3]), Float(converted[index * 3 + 1]), Float(converted[index * 3 + 2]), 0)
      let difference = Self.lumaAndChroma(colour / 257) - colours[index]
      colours[index] = difference
      largest = max(largest, difference.max(), -difference.min())
    }
    guard largest > 1.5 else { return nil }
    differences = colours
  }

  /// Converts a picture in place. Luma samples that share a chroma sample need only one lookup, at their mean; each is
  /// then extrapolated with the slope at that point.
  func convert(_ picture: inout PlanarPicture) {
    guard var chroma = picture.chroma.take() else { return }
    let horizontal = picture.horizontalSubsampling, vertical = picture.verticalSubsampling
    let width = picture.width, height = picture.height, lumaStride = picture.luma.stride
    let columns = chroma.blue.width, rows = chroma.blue.height, chromaStride = chroma.blue.stride
    precondition(chroma.red.stride == chromaStride)
    differences.withUnsafeBufferPointer { table in
      picture.luma.samples.withUnsafeMutableBufferPointer { luma in
        chroma.blue.samples.withUnsafeMutableBufferPointer { blue in
          chroma.red.samples.withUnsafeMutableBufferPointer { red in
            for row in 0..<rows {
              // At an odd right or bottom edge, the last luma column or row is used twice.
              let upper = row * vertical * lumaStride
              let lower = min(row * vertical + vertical - 1, height - 1) * lumaStride
              for column in 0..<columns {
                let left = column * horizontal, right = min(left + horizontal - 1, width - 1)
                let corners = (upper + left, upper + right, lower + left, lower + right)
                let values = SIMD4<Int32>(
                  Int32(luma[corners.0]), Int32(luma[corners.1]), Int32(luma[corners.2]), Int32(luma[corners.3]))
                let mean = Int(values.wrappedSum() + 2) >> 2
                let place = row * chromaStride + column
                let (difference, slope) = Self.interpolate(
                  table.baseAddress!, luma: mean, blue: Int(blue[place]), red: Int(red[place]))
                let offset = Int32(difference.x * 256) - Int32(slope * 256) &* Int32(mean) + 128
                let changed = values &+ ((Int32(slope * 256) &* values &+ offset) &>> 8)
                let bytes = SIMD4<UInt8>(clamping: changed)
                luma[corners.0] = bytes.x
                luma[corners.1] = bytes.y
                luma[corners.2] = bytes.z
                luma[corners.3] = bytes.w
                blue[place] = Self.byte(Float(blue[place]) + difference.y)
                red[place] = Self.byte(Float(red[place]) + difference.z)
              }
            }
          }
        }
      }
    }
    picture.chroma = chroma
  }

  /// The interpolated difference at a colour, and the derivative of the luma difference with respect to luma.
  @inline(__always)
  private static func interpolate(
    _ table: UnsafePointer<SIMD4<Float>>, luma: Int, blue: Int, red: Int
  ) -> (difference: SIMD4<Float>, slope: Float) {
    let corner = table + ((blue >> shift) * nodes + (red >> shift)) * nodes + (luma >> shift)
    let x = Float(blue & (step - 1)) / Float(step), y = Float(red & (step - 1)) / Float(step)
    let weights = SIMD4((1 - x) * (1 - y), (1 - x) * y, x * (1 - y), x * y)
    func mix(_ nodes: UnsafePointer<SIMD4<Float>>) -> SIMD4<Float> {
      nodes[0] * weights.x + nodes[Self.nodes] * weights.y + nodes[Self.nodes * Self.nodes] * weights.z
        + nodes[Self.nodes * Self.nodes + Self.nodes] * weights.w
    }
    let low = mix(corner), slope = (mix(corner + 1) - low) / Float(step)
    return (low + slope * Float(luma & (step - 1)), slope.x)
  }

  /// A value rounded and clamped to 8 bits.
  @inline(__always)
  private static func byte(_ value: Float) -> UInt8 { UInt8(truncatingIfNeeded: Int32(min(max(value + 0.5, 0), 255))) }

  /// The Y′, Cb and Cr of an RGB colour, with chroma centred on 0.
  private static func lumaAndChroma(_ rgb: SIMD4<Float>) -> SIMD4<Float> {
    let luma = 0.299 * rgb.x + 0.587 * rgb.y + 0.114 * rgb.z
    return SIMD4(luma, (rgb.z - luma) / 1.772, (rgb.x - luma) / 1.402, 0)
  }
}
