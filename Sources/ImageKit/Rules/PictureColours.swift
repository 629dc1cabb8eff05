/// What rules about colours need to know of a picture's pixels, measured on a grid of samples.
struct PictureColours: Sendable {
  /// Whether all pixels are shades of grey, up to the noise of a JPEG.
  let isGrey: Bool
  /// Whether nearly all pixels are black or white.
  let isBlackAndWhite: Bool
  /// Samples of the border of the upper half, where a portrait shows its background.
  let border: [RGBColour]

  /// Measures an upright picture.
  init(of picture: PlanarPicture) {
    let (width, height) = (picture.width, picture.height)
    let step = max(1, max(width, height) / 300)
    var coloured = 0
    var shades = 0
    var count = 0
    for y in stride(from: 0, to: height, by: step) {
      for x in stride(from: 0, to: width, by: step) {
        count += 1
        let luma = picture.luma[x, y]
        if luma > 64, luma < 192 { shades += 1 }
        if let (blue, red) = Self.chroma(of: picture, x, y), max(abs(blue - 128), abs(red - 128)) > 10 { coloured += 1 }
      }
    }
    // A few samples may be off: hot pixels, and ringing at coloured edges.
    isGrey = coloured * 1000 <= count
    isBlackAndWhite = isGrey && shades * 10 <= count
    border = Self.border(of: picture)
  }

  /// The samples of three strips, each a twentieth of the shorter side: along the top, and along the upper half of both
  /// sides. The outermost pixels are left out, because scans have dark edges there.
  private static func border(of picture: PlanarPicture) -> [RGBColour] {
    let (width, height) = (picture.width, picture.height)
    let depth = max(1, min(width, height) / 20)
    let step = max(1, max(width, height) / 150)
    let edge = min(2, depth - 1)
    var samples: [RGBColour] = []
    for y in stride(from: edge, to: max(depth, height / 2), by: step) where y < height {
      for x in stride(from: edge, to: max(edge + 1, width - edge), by: step)
      where y < depth || x < depth || x >= width - depth {
        samples.append(colour(of: picture, x, y))
      }
    }
    return samples
  }

  private static func chroma(of picture: PlanarPicture, _ x: Int, _ y: Int) -> (blue: Int, red: Int)? {
    guard let chroma = picture.chroma else { return nil }
    let (x, y) = (x / picture.horizontalSubsampling, y / picture.verticalSubsampling)
    return (Int(chroma.blue[x, y]), Int(chroma.red[x, y]))
  }

  /// A pixel in RGB, with the JFIF matrix (ITU-T T.871, 7).
  private static func colour(of picture: PlanarPicture, _ x: Int, _ y: Int) -> RGBColour {
    let luma = Double(picture.luma[x, y])
    let (blue, red) = chroma(of: picture, x, y).map { (Double($0.blue) - 128, Double($0.red) - 128) } ?? (0, 0)
    func sample(_ value: Double) -> UInt8 { UInt8(max(0, min(255, value.rounded()))) }
    return RGBColour(
      red: sample(luma + 1.402 * red), green: sample(luma - 0.344136 * blue - 0.714136 * red),
      blue: sample(luma + 1.772 * blue))
  }

  /// The colour in the middle of the border's samples: the median of each of red, green and blue.
  var middle: RGBColour? {
    guard !border.isEmpty else { return nil }
    func median(_ sample: (RGBColour) -> UInt8) -> UInt8 { border.map(sample).sorted()[border.count / 2] }
    return RGBColour(red: median(\.red), green: median(\.green), blue: median(\.blue))
  }
}
