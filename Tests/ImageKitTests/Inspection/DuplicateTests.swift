import Testing

@testable import ImageKit

@Suite("Duplicates") struct DuplicateTests {
  /// A page on a desk with lines of words, different for each seed.
  private func page(_ seed: UInt64, width: Int = 480, height: Int = 640) -> Plane {
    var random = Xorshift(seed: seed)
    var plane = Plane(width: width, height: height, filledWith: 70)
    let left = 20 + Int(random.next() % 60)
    let top = 20 + Int(random.next() % 60)
    let right = width - 20 - Int(random.next() % 60)
    let bottom = height - 20 - Int(random.next() % 60)
    func fill(_ x: Range<Int>, _ y: Range<Int>, _ value: UInt8) {
      for row in y { for column in x { plane[column, row] = value } }
    }
    fill(left..<right, top..<bottom, 230)
    var y = top + 24
    while y < bottom - 24 {
      var x = left + 24
      while x < right - 60 {
        let length = 12 + Int(random.next() % 36)
        fill(x..<x + length, y..<y + 8, 40)
        x += length + 8
      }
      y += 14 + Int(random.next() % 18)
    }
    return plane
  }

  /// The page as downloaded from a portal: 3/5 of the size, with a diagonal watermark, brighter.
  private func givenBack(_ page: Plane) -> Plane {
    var plane = PlaneScaler.reduce(page, width: page.width * 3 / 5, height: page.height * 3 / 5)
    for y in 0..<plane.height {
      for x in 0..<plane.width {
        let stamped = (x + y) % 61 < 9 ? Int(plane[x, y]) * 4 / 5 : Int(plane[x, y])
        plane[x, y] = UInt8(min(255, stamped + 12))
      }
    }
    return plane
  }

  @Test("The same page is found after scaling, watermarking and rotation", arguments: ExifOrientation.allCases)
  func found(_ state: ExifOrientation) {
    var index = DuplicateIndex<Int>()
    for seed in 1...20 { index.insert(PerceptualHash(of: page(UInt64(seed))), seed) }
    let hash = PerceptualHash(of: givenBack(page(7)).upright(from: state))
    #expect(index.find(hash) == 7)
  }

  @Test("Different pages are not duplicates") func different() {
    var index = DuplicateIndex<Int>()
    for seed in 1...40 {
      let hash = PerceptualHash(of: page(UInt64(seed)))
      #expect(index.find(hash) == nil)
      index.insert(hash, seed)
    }
    #expect(index.count == 40)
  }

  @Test("A rotated picture's hash is one of the picture's eight hashes", arguments: ExifOrientation.allCases)
  func turned(_ state: ExifOrientation) {
    // Both sides are multiples of 128, so that the means cover the same samples in every orientation.
    let picture = page(3, width: 512, height: 640)
    let hash = PerceptualHash(of: picture.upright(from: state))
    let nearest = PerceptualHash(of: picture).turned.map { $0.distance(to: hash) }.min()
    #expect(nearest! <= 4)
  }

  @Test("A picture of one pixel has a hash") func tiny() {
    #expect(PerceptualHash(of: Plane(width: 1, height: 1)).distance(to: PerceptualHash(of: page(1))) <= 1024)
  }
}

/// Pseudo-random numbers that are the same on every machine (Marsaglia's xorshift, 64 bits).
struct Xorshift: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
