/// Writes a sequential JPEG of 160 × 160 pixels of noise with simple Huffman tables. It can be truncated at any byte,
/// and what is lost cannot be guessed from the rest.
struct NoiseJPEG {
  private(set) var bytes: [UInt8] = []
  private var state: UInt64 = 7
  private var held: UInt32 = 0, bits = 0

  /// A picture of three components. Luma has `sampling` times the resolution of chroma in both directions.
  init(sampling: Int) {
    let factors = UInt8(sampling << 4 | sampling)
    bytes = [0xFF, 0xD8] + JPEGFixtures.segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
    bytes += JPEGFixtures.segment(0xDB, [0] + [UInt8](repeating: 8, count: 64))
    bytes += JPEGFixtures.segment(0xC0, [8, 0, 160, 0, 160, 3, 1, factors, 0, 2, 0x11, 0, 3, 0x11, 0])
    // DC: sizes 0 to 6 with codes of three bits. AC: end of block with two bits; runs of 0 to 2 followed by values of
    // one to three bits, with codes of four bits.
    bytes += JPEGFixtures.segment(0xC4, [0, 0, 0, 7] + [UInt8](repeating: 0, count: 13) + Array(0...6))
    let symbols: [UInt8] = [0x00, 0x01, 0x02, 0x03, 0x11, 0x12, 0x13, 0x21, 0x22, 0x23]
    bytes += JPEGFixtures.segment(0xC4, [0x10, 0, 1, 0, 9] + [UInt8](repeating: 0, count: 12) + symbols)
    bytes += JPEGFixtures.segment(0xDA, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0])
    let side = 8 * sampling, units = (160 + side - 1) / side
    for _ in 0..<units * units * (sampling * sampling + 2) { putBlock() }
    while bits > 0 { put(1, 1) }
    bytes += [0xFF, 0xD9]
  }

  private mutating func random(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  private mutating func putBlock() {
    let size = random(7)
    put(size, 3)
    put(random(1 << size), size)
    var position = 1
    while position < 60, random(9) > 0 {
      let run = random(3), size = 1 + random(3)
      put(4 + run * 3 + size - 1, 4)
      put(random(1 << size), size)
      position += run + 1
    }
    put(0, 2)
  }

  private mutating func put(_ value: Int, _ count: Int) {
    for bit in (0..<count).reversed() {
      held = held << 1 | UInt32(value >> bit & 1)
      bits += 1
      guard bits == 8 else { continue }
      bytes.append(UInt8(held & 255))
      if bytes.last == 0xFF { bytes.append(0) }
      (held, bits) = (0, 0)
    }
  }
}
