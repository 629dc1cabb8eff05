import CVision
import Foundation

/// The tilt of lines of text, up to 45 degrees either way.
///
/// Most strokes of print run along or across its lines, in Chinese and in Latin letters. So the directions of
/// brightness gradients agree modulo 90 degrees. The mean of four times these directions, weighted by the gradients'
/// strength, gives the tilt; its length shows how well they agree.
struct TextTilt: Sendable {
  /// The sum of unit vectors in four times the gradients' directions, each as long as its gradient is strong.
  private var sum = SIMD2<Float>()
  /// The gradients' strengths, summed.
  private var weight: Float = 0

  /// Gradients weaker than this, in grey levels a pixel, are grain.
  private static let grain: Float = 6

  /// No text yet: no tilt.
  init() {}

  /// The tilt in a plane.
  init(of plane: Plane) { self.init(in: plane, x: 0, y: 0, width: plane.width, height: plane.height) }

  /// The tilt in a part of a plane.
  init(in plane: Plane, x: Int, y: Int, width: Int, height: Int) {
    precondition(x >= 0 && y >= 0 && x + width <= plane.width && y + height <= plane.height)
    var (real, imaginary): (Float, Float) = (0, 0)
    plane.samples.withUnsafeBufferPointer { samples in
      cvision_tilt(
        samples.baseAddress! + y * plane.stride + x, plane.stride, Int32(width), Int32(height), Self.grain, &real,
        &imaginary, &weight)
    }
    sum = SIMD2(real, imaginary)
  }

  /// How much the directions agree, 0…1: print has 0.2 and more.
  var agreement: Float { weight > 0 ? (sum * sum).sum().squareRoot() / weight : 0 }

  /// The tilt in radians, from rows of the plane to lines of text, clockwise: −π/4…π/4.
  var angle: Float { weight > 0 ? atan2(sum.y, sum.x) / 4 : 0 }

  /// Both together, each weighted by how well its directions agree.
  func adding(_ other: TextTilt, share: Float = 1) -> TextTilt {
    guard other.weight > 0 else { return self }
    guard weight > 0 else { return other }
    var both = TextTilt()
    both.sum = sum / weight + other.sum / other.weight * share
    both.weight = 1 + share
    return both
  }
}

extension Plane {
  /// A square part of the plane, turned so that lines at `angle` radians clockwise become rows. Beyond the plane's
  /// edge, the edge is repeated.
  func straightened(x: Int, y: Int, side: Int, angle: Float) -> Plane {
    // The network was trained on text tilted by a few degrees.
    guard abs(angle) > 0.05 else { return cropped(x: x, y: y, width: side, height: side) }
    let (along, across) = (cos(angle), sin(angle))
    let half = Float(side - 1) / 2
    let centre = (x: Float(x) + half, y: Float(y) + half)
    let part = [UInt8](unsafeUninitializedCapacity: side * side) { part, count in
      samples.withUnsafeBufferPointer { samples in
        for row in 0..<side {
          for column in 0..<side {
            let (u, v) = (Float(column) - half, Float(row) - half)
            let left = min(max(centre.x + along * u - across * v, 0), Float(width - 1) - 0.001)
            let top = min(max(centre.y + across * u + along * v, 0), Float(height - 1) - 0.001)
            let (i, j) = (Int(left), Int(top))
            let (p, q) = (left - Float(i), top - Float(j))
            let corner = samples.baseAddress! + j * stride + i
            let upper = Float(corner[0]) + p * Float(Int32(corner[1]) - Int32(corner[0]))
            let lower = Float(corner[stride]) + p * Float(Int32(corner[stride + 1]) - Int32(corner[stride]))
            part[row * side + column] = UInt8(upper + q * (lower - upper) + 0.5)
          }
        }
      }
      count = side * side
    }
    return Plane(width: side, height: side, stride: side, samples: part)
  }
}
