import ImageKit
import Wording

extension PageOutline {
  /// `{"corners":[[x,y],…],"tilt":…}`: corners clockwise from the upper left, in pixels of the upright picture; tilt
  /// in degrees.
  var json: JSON {
    [
      "corners": .list(corners.map { .list([.integer(Int($0.x.rounded())), .integer(Int($0.y.rounded()))]) }),
      "tilt": .number((tilt * 10).rounded() / 10),
    ]
  }

  /// The page's position in words.
  var words: Bilingual {
    let degrees = (abs(tilt) * 10).rounded() / 10
    guard degrees >= 0.5 else { return Bilingual("whole and straight", "完整且端正") }
    return tilt > 0
      ? Bilingual("whole, turned \(degrees)° clockwise", "完整，顺时针倾斜 \(degrees)°")
      : Bilingual("whole, turned \(degrees)° counter-clockwise", "完整，逆时针倾斜 \(degrees)°")
  }
}
