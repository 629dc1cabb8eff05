import Wording

/// The text must be upright too, if its orientation can be determined: a photo without EXIF may lie on its side, and a
/// front camera's may be mirrored.
struct ContentUprightRule: ContentRule {
  func finding(on sight: Sight) -> Finding? {
    // UprightRule tells what the EXIF tag turns; this rule is about what people see when they open the picture.
    let orientation = sight.orientation
    guard let state = orientation.state, state != .upright else { return nil }
    let sure = Int(orientation.confidence * 100)
    let seen = describe(state)
    return Finding(
      .notUpright, .error, score: sure,
      Bilingual(
        "The text in the picture is \(seen.english) (\(sure)% sure).",
        "图片中的文字\(seen.chinese)（把握 \(sure)%）。"),
      remedy: .prepareTurning(orPhotographAgain: isMirrored(state)))
  }

  private func describe(_ state: ExifOrientation) -> Bilingual {
    switch state {
    case .upright: Bilingual("upright", "方向正确")
    case .mirrored: Bilingual("mirrored", "左右颠倒（镜像）")
    case .upsideDown: Bilingual("upside down", "上下倒置")
    case .flipped: Bilingual("upside down and mirrored", "上下翻转（镜像）")
    case .transposed, .transversed: Bilingual("on its side and mirrored", "横置并且镜像")
    case .turnClockwise: Bilingual("on its side: it needs a quarter turn clockwise", "横置，需顺时针旋转 90 度")
    case .turnCounterclockwise: Bilingual("on its side: it needs a quarter turn counter-clockwise", "横置，需逆时针旋转 90 度")
    }
  }

  /// Front cameras mirror what they take, back cameras do not.
  private func isMirrored(_ state: ExifOrientation) -> Bool {
    switch state {
    case .mirrored, .flipped, .transposed, .transversed: true
    case .upright, .upsideDown, .turnClockwise, .turnCounterclockwise: false
    }
  }
}
