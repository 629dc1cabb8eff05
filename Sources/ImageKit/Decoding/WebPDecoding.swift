import CWebP

/// Decodes the first picture of a WebP into planes.
struct WebPDecoding {
  let limits: DecodingLimits
  /// The picture may come out reduced, as long as its long side keeps this many pixels.
  let leastLongSide: Int

  func decode(_ bytes: [UInt8]) throws(DecodingError) -> DecodedPicture {
    let header = try WebPHeader(of: bytes)
    var facts = header.facts
    var picture = try bytes.withUnsafeBufferPointer { bytes throws(DecodingError) in
      var frame = cwebp_frame()
      try Self.check(cwebp_read_frame(bytes.baseAddress, bytes.count, &frame))
      (facts.width, facts.height) = (Int(frame.canvas_width), Int(frame.canvas_height))
      return try read(frame)
    }
    var flaws: [DecodedPicture.Flaw] = []
    if let profile = header.profile {
      do {
        try picture.convert(from: .bt601, profile: profile)
      } catch {
        flaws.append(.brokenProfile(reason: error.reason))
      }
    }
    return DecodedPicture(facts: facts, picture: picture, flaws: flaws)
  }

  private func read(_ frame: cwebp_frame) throws(DecodingError) -> PlanarPicture {
    let canvas = (width: Int(frame.canvas_width), height: Int(frame.canvas_height))
    let fillsCanvas = frame.width == frame.canvas_width && frame.height == frame.canvas_height
    // Planes are reduced while they are read. The decoder holds RGB pixels whole, and a part of a canvas is not worth
    // reducing.
    let most =
      !fillsCanvas ? limits.maxDecodedPixels : limits.maxDecodedPixels * (frame.is_planar && !frame.has_alpha ? 16 : 2)
    try DecodingLimits.require(width: canvas.width, height: canvas.height, atMost: min(limits.maxPixels, most))
    let factor =
      fillsCanvas
      ? RowReducer.factor(
        width: canvas.width, height: canvas.height, maxPixels: limits.maxDecodedPixels, leastLongSide: leastLongSide)
      : 1
    let width = (Int(frame.width) + factor - 1) / factor, height = (Int(frame.height) + factor - 1) / factor
    return frame.is_planar && !frame.has_alpha && fillsCanvas
      ? try readPlanes(frame, width, height) : try readPixels(frame, width, height, on: canvas, factor)
  }

  private func readPlanes(_ frame: cwebp_frame, _ width: Int, _ height: Int) throws(DecodingError) -> PlanarPicture {
    let across = (width + 1) / 2, down = (height + 1) / 2
    var luma = Plane(width: width, height: height)
    var blue = Plane(width: across, height: down), red = Plane(width: across, height: down)
    var frame = frame
    try Self.check(
      cwebp_decode_planes(
        &frame, UInt32(width), UInt32(height), &luma.samples, &blue.samples, &red.samples))
    let levels = SampleLevels(bits: 8, isFullRange: false)
    luma.replace(through: levels.luma)
    blue.replace(through: levels.chroma)
    red.replace(through: levels.chroma)
    return PlanarPicture(
      luma: luma, chroma: .init(blue: blue, red: red), horizontalSubsampling: 2, verticalSubsampling: 2)
  }

  /// Reads pixels, and lays them on a white canvas.
  private func readPixels(
    _ frame: cwebp_frame, _ width: Int, _ height: Int, on canvas: (width: Int, height: Int), _ factor: Int
  ) throws(DecodingError) -> PlanarPicture {
    var frame = frame
    var pixels = [UInt8](repeating: 0, count: width * height * 4)
    try Self.check(cwebp_decode_pixels(&frame, UInt32(width), UInt32(height), &pixels))
    var result = PlanarCanvas(
      width: (canvas.width + factor - 1) / factor, height: (canvas.height + factor - 1) / factor, isGrey: false)
    var row = [UInt8](repeating: 0, count: width * 3)
    for y in 0..<height {
      pixels.withUnsafeBufferPointer { pixels in
        row.withUnsafeMutableBufferPointer { row in
          for x in 0..<width {
            let at = (y * width + x) * 4, opacity = Int(pixels[at + 3])
            for channel in 0..<3 {
              row[x * 3 + channel] = UInt8((Int(pixels[at + channel]) * opacity + 255 * (255 - opacity) + 127) / 255)
            }
          }
          result.paint(
            rgb: UnsafeBufferPointer(row), at: .init(y: Int(frame.y) / factor + y, x: Int(frame.x) / factor))
        }
      }
    }
    return result.finished()
  }

  private static func check(_ status: cwebp_status) throws(DecodingError) {
    switch status {
    case CWEBP_OK: return
    case CWEBP_TRUNCATED: throw .truncated(.webp)
    case CWEBP_NO_MEMORY: throw .outOfMemory
    case CWEBP_UNSUPPORTED: throw .unsupported(.webp, reason: "a bitstream of an unknown version")
    default: throw .corrupt(.webp, reason: "the coded data contradicts itself")
    }
  }
}

extension Plane {
  /// Replaces every sample by its entry in a table.
  fileprivate mutating func replace(through table: [UInt8]) {
    samples.withUnsafeMutableBufferPointer { samples in
      table.withUnsafeBufferPointer { table in
        for index in samples.indices { samples[index] = table[Int(samples[index])] }
      }
    }
  }
}
