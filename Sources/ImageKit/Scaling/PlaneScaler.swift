import CVision

/// Reduces planes.
///
/// Large reductions begin with halvings by a 2 × 2 box filter, which is fast. A separable Lanczos kernel does the rest.
enum PlaneScaler {
  /// The plane at another size, no larger than its own.
  ///
  /// - Parameter step: The distance between output samples, in source samples; nil if the result covers exactly the
  ///   plane.
  static func reduce(_ plane: Plane, width: Int, height: Int, step: (x: Double, y: Double)? = nil) -> Plane {
    precondition(width >= 1 && height >= 1 && width <= plane.width && height <= plane.height)
    var step = step ?? (Double(plane.width) / Double(width), Double(plane.height) / Double(height))
    if plane.width == width, plane.height == height, step == (1, 1) { return plane }
    var current = plane
    // The 2 × 2 box filter blurs. It is used only if the reduction that follows hides the blur, or if it is the whole
    // reduction. Odd sides are not halved, because that would shift the samples.
    while current.width % 2 == 0 && current.height % 2 == 0 {
      let isLast = current.width == 2 * width && current.height == 2 * height && step == (2, 2)
      guard isLast || (current.width >= 4 * width && current.height >= 4 * height) else { break }
      current = halve(current)
      if isLast { return current }
      step = (step.x / 2, step.y / 2)
    }
    return resample(current, width: width, height: height, step: step)
  }

  /// The plane halved by a 2 × 2 box filter, with rounded means. A last column or row without a neighbour counts twice.
  static func halve(_ plane: Plane) -> Plane {
    let width = (plane.width + 1) / 2
    let height = (plane.height + 1) / 2
    let samples = [UInt8](unsafeUninitializedCapacity: width * height) { output, initialized in
      plane.samples.withUnsafeBufferPointer { input in
        for y in 0..<height {
          let above = input.baseAddress! + 2 * y * plane.stride
          let below = 2 * y + 1 < plane.height ? above + plane.stride : above
          let out = output.baseAddress! + y * width
          var x = 0
          while 2 * x + 16 <= plane.width {
            let a = UnsafeRawPointer(above + 2 * x).loadUnaligned(as: SIMD8<UInt16>.self)
            let b = UnsafeRawPointer(below + 2 * x).loadUnaligned(as: SIMD8<UInt16>.self)
            let sum = (a & 255) &+ (a &>> 8) &+ (b & 255) &+ (b &>> 8) &+ 2
            UnsafeMutableRawPointer(out + x).storeBytes(
              of: SIMD8<UInt8>(truncatingIfNeeded: sum &>> 2), as: SIMD8<UInt8>.self)
            x += 8
          }
          while x < width {
            let right = min(2 * x + 1, plane.width - 1)
            let sum = Int(above[2 * x]) + Int(above[right]) + Int(below[2 * x]) + Int(below[right])
            out[x] = UInt8((sum + 2) / 4)
            x += 1
          }
        }
      }
      initialized = width * height
    }
    return Plane(width: width, height: height, stride: width, samples: samples)
  }

  /// The plane halved until its long side is shorter than `longSide`.
  static func halve(_ plane: Plane, below longSide: Int) -> Plane {
    var plane = plane
    while max(plane.width, plane.height) >= longSide { plane = halve(plane) }
    return plane
  }

  /// The plane halved in one direction by a box filter over two samples. A last sample without a neighbour is kept.
  static func halve(_ plane: Plane, across: Bool) -> Plane {
    let width = across ? (plane.width + 1) / 2 : plane.width
    let height = across ? plane.height : (plane.height + 1) / 2
    let samples = [UInt8](unsafeUninitializedCapacity: width * height) { output, initialized in
      plane.samples.withUnsafeBufferPointer { input in
        for y in 0..<height {
          let first = input.baseAddress! + (across ? y : 2 * y) * plane.stride
          let second = !across && 2 * y + 1 < plane.height ? first + plane.stride : first
          let out = output.baseAddress! + y * width
          if across {
            for x in 0..<width {
              out[x] = UInt8((Int(first[2 * x]) + Int(first[min(2 * x + 1, plane.width - 1)]) + 1) / 2)
            }
          } else {
            for x in 0..<width { out[x] = UInt8((UInt16(first[x]) &+ UInt16(second[x]) &+ 1) &>> 1) }
          }
        }
      }
      initialized = width * height
    }
    return Plane(width: width, height: height, stride: width, samples: samples)
  }

  /// The plane resampled by a separable Lanczos kernel (see `FilterTaps`).
  ///
  /// - Parameters:
  ///   - step: The distance between output samples, in source samples; nil if the result covers exactly the plane.
  ///   - origin: Where the first output sample begins, in source samples.
  static func resample(
    _ plane: Plane, width: Int, height: Int, step: (x: Double, y: Double)? = nil,
    origin: (x: Double, y: Double) = (0, 0)
  ) -> Plane {
    let across = FilterTaps(from: plane.width, to: width, step: step?.x, origin: origin.x)
    let down = FilterTaps(from: plane.height, to: height, step: step?.y, origin: origin.y)
    let group = Int(cvision_resample_rows)
    let samples = [UInt8](unsafeUninitializedCapacity: width * height) { output, initialized in
      plane.samples.withUnsafeBufferPointer { input in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: group * plane.width) { rows in
          for top in stride(from: 0, to: height, by: group) {
            // The last group may have fewer rows; then its last row is repeated.
            let members = (0..<group).map { min(top + $0, height - 1) }
            cvision_resample_down(
              input.baseAddress!, plane.stride, Int32(plane.width), members.map { down.first[$0] },
              members.flatMap { down.weights[$0 * down.count..<($0 + 1) * down.count] }, Int32(down.count),
              rows.baseAddress!)
            cvision_resample_across(
              rows.baseAddress!, across.first, across.weights, Int32(across.count), Int32(width),
              output.baseAddress! + top * width, width, Int32(min(group, height - top)))
          }
        }
      }
      initialized = width * height
    }
    return Plane(width: width, height: height, stride: width, samples: samples)
  }
}
