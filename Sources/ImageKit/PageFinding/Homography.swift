/// The projective map from points of the straightened page to points of the picture that shows it in perspective.
struct Homography {
  /// Nine numbers, row by row; the last is 1.
  private let m: [Double]

  /// The map that takes the corners of a rectangle, clockwise from the upper left, to four points.
  init(width: Double, height: Double, to p: [PicturePoint]) {
    // Heckbert, "Fundamentals of texture mapping and image warping", 1989, 2.2.3: from the unit square.
    let sum = p[0] - p[1] + p[2] - p[3], right = p[1] - p[2], low = p[3] - p[2]
    let determinant = PicturePoint.cross(right, low)
    let g = PicturePoint.cross(sum, low) / determinant, h = PicturePoint.cross(right, sum) / determinant
    m = [
      (p[1].x - p[0].x + g * p[1].x) / width, (p[3].x - p[0].x + h * p[3].x) / height, p[0].x,
      (p[1].y - p[0].y + g * p[1].y) / width, (p[3].y - p[0].y + h * p[3].y) / height, p[0].y,
      g / width, h / height, 1,
    ]
  }

  /// Where a point of the page lies in the picture.
  func callAsFunction(_ x: Double, _ y: Double) -> PicturePoint {
    let depth = m[6] * x + m[7] * y + m[8]
    return PicturePoint((m[0] * x + m[1] * y + m[2]) / depth, (m[3] * x + m[4] * y + m[5]) / depth)
  }

  /// The numbers as they change along a row: numerators and the denominator at its beginning, and what each column
  /// adds.
  func row(_ x: Double, _ y: Double) -> (start: SIMD4<Double>, step: SIMD4<Double>) {
    (
      SIMD4(m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5], m[6] * x + m[7] * y + m[8], 0),
      SIMD4(m[0], m[3], m[6], 0)
    )
  }
}
