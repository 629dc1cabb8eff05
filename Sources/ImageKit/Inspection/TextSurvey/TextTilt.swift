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
    let half = Float(side - 1) / 2
    let part = [UInt8](unsafeUninitializedCapacity: side * side) { part, count in
      cvision_straighten(
        samples, stride, Int32(width), Int32(height), Float(x) + half, Float(y) + half, cos(angle), sin(angle),
        Int32(side), part.baseAddress)
      count = side * side
    }
    return Plane(width: side, height: side, stride: side, samples: part)
  }
}
