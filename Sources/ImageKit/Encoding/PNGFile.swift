import CPNG

/// Writes pictures as PNG, without loss.
enum PNGFile {
  /// How many levels each sample has.
  enum Depth {
    /// 256 levels.
    case full
    /// Black and white: samples of at least 128 are white.
    case twoLevels
  }

  /// The file of a picture in RGB, or in grey if it has no chroma; nil if it exceeds `maxBytes`.
  static func write(_ picture: PlanarPicture, depth: Depth, maxBytes: Int) throws(EncodingError) -> [UInt8]? {
    let isColour = picture.chroma != nil
    let samples = isColour ? picture.interleavedRGB() : picture.tightLuma(depth)
    var size = 0
    var status = CPNG_MISUSE
    var message = [CChar](repeating: 0, count: Int(CPNG_MESSAGE_SIZE))
    let bytes = [UInt8](unsafeUninitializedCapacity: maxBytes) { output, initialized in
      status = cpng_write(
        UInt32(picture.width), UInt32(picture.height), isColour ? 3 : 1, !isColour && depth == .twoLevels ? 1 : 8,
        samples, output.baseAddress, maxBytes, &size, &message)
      initialized = status == CPNG_OK ? size : 0
    }
    switch status {
    case CPNG_OK: return bytes
    case CPNG_LIMIT: return nil
    default:
      let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw .refused(message: String(decoding: text, as: UTF8.self))
    }
  }
}

extension PlanarPicture {
  /// Luma without padding between rows.
  fileprivate func tightLuma(_ depth: PNGFile.Depth) -> [UInt8] {
    var samples: [UInt8] = []
    samples.reserveCapacity(width * height)
    for row in 0..<height {
      let line = luma.samples[row * luma.stride..<row * luma.stride + width]
      samples += depth == .full ? Array(line) : line.map { $0 < 128 ? 0 : 1 }
    }
    return samples
  }

  /// R G B triples, by the conversion of JFIF. Chroma must not be subsampled.
  fileprivate func interleavedRGB() -> [UInt8] {
    precondition(horizontalSubsampling == 1 && verticalSubsampling == 1)
    guard let chroma else { return [] }
    func level(_ value: Float) -> UInt8 { UInt8(min(255, max(0, value.rounded()))) }
    var samples: [UInt8] = []
    samples.reserveCapacity(3 * width * height)
    for row in 0..<height {
      for column in 0..<width {
        let y = Float(luma.samples[row * luma.stride + column])
        let blue = Float(chroma.blue.samples[row * chroma.blue.stride + column]) - 128
        let red = Float(chroma.red.samples[row * chroma.red.stride + column]) - 128
        samples.append(level(y + 1.402 * red))
        samples.append(level(y - 0.344136 * blue - 0.714136 * red))
        samples.append(level(y + 1.772 * blue))
      }
    }
    return samples
  }
}
