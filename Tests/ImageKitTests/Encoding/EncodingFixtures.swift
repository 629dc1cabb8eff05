@testable import ImageKit

/// Pictures for the encoder's tests.
enum EncodingFixtures {
  enum Kind: String, CaseIterable, Sendable {
    case flat, noise, gradient, print, texture
  }

  /// A picture of a kind. With `horizontal` 0 it is grey, else the chroma planes are subsampled by the two factors.
  static func picture(_ kind: Kind, width: Int, height: Int, horizontal: Int = 2, vertical: Int = 2) -> PlanarPicture {
    func plane(_ width: Int, _ height: Int, seed: UInt32) -> Plane {
      var plane = Plane(width: width, height: height)
      var random = seed
      for y in 0..<height {
        for x in 0..<width {
          random = random &* 1_664_525 &+ 1_013_904_223
          let noise = Int(random >> 24)
          plane[x, y] =
            switch kind {
            case .flat: 200
            case .noise: UInt8(noise)
            case .gradient: UInt8((x + y) * 255 / (width + height))
            case .print: (x / 3 + y / 11) % 4 == 0 && y % 22 < 14 ? UInt8(30 + noise / 32) : UInt8(225 + noise / 32)
            case .texture: UInt8(90 + noise / 4 + (x / 40 + y / 60) % 2 * 60)
            }
        }
      }
      return plane
    }
    let luma = plane(width, height, seed: 1)
    guard horizontal > 0 else { return PlanarPicture(luma: luma, chroma: nil) }
    let chromaWidth = (width + horizontal - 1) / horizontal
    let chromaHeight = (height + vertical - 1) / vertical
    return PlanarPicture(
      luma: luma,
      chroma: .init(blue: plane(chromaWidth, chromaHeight, seed: 2), red: plane(chromaWidth, chromaHeight, seed: 3)),
      horizontalSubsampling: horizontal, verticalSubsampling: vertical)
  }

  /// The parameters in a JPEG's frame header.
  struct FrameHeader {
    var width: Int
    var height: Int
    var components: Int
    /// The first component's sampling factors, horizontal × 16 + vertical.
    var lumaSampling: Int
  }

  /// Finds the frame header by walking the marker segments.
  static func frameHeader(of bytes: [UInt8]) -> FrameHeader? {
    var at = 2
    while at + 9 < bytes.count, bytes[at] == 0xFF {
      let marker = bytes[at + 1]
      if marker == 0xC2 || marker == 0xC0 {
        return FrameHeader(
          width: Int(bytes[at + 7]) << 8 | Int(bytes[at + 8]), height: Int(bytes[at + 5]) << 8 | Int(bytes[at + 6]),
          components: Int(bytes[at + 9]), lumaSampling: Int(bytes[at + 11]))
      }
      at += 2 + Int(bytes[at + 2]) << 8 + Int(bytes[at + 3])
    }
    return nil
  }
}
