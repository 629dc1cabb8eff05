import Wording

/// What the picture shows must stand upright too, where it can be told: a photo whose EXIF says nothing may well lie on its
/// side, and a front camera's may be mirrored.
struct ContentUprightRule: InspectionRule {
  func finding(on evidence: Evidence) -> Finding? {
    // What the EXIF tag turns has been told already; here it is about what people see when they open the picture.
    guard let orientation = evidence.sight?.orientation, let state = orientation.state, state != .upright else {
      return nil
    }
    let sure = Int(orientation.confidence * 100)
    let seen = describe(state)
    return Finding(
      .notUpright, .error, score: sure,
      Bilingual(
        "The text in the picture is \(seen.english) (\(sure)% sure). \(advice(state).english)",
        "图片中的文字\(seen.chinese)（把握 \(sure)%）。\(advice(state).chinese)"))
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

  private func advice(_ state: ExifOrientation) -> Bilingual {
    switch state {
    case .mirrored, .flipped, .transposed, .transversed:
      Bilingual(
        "Run `uploadprep prepare --upright auto` on it, or photograph the page with the back camera.",
        "请用 `uploadprep prepare --upright auto` 处理，或改用后置摄像头重拍。")
    default:
      Bilingual("Run `uploadprep prepare --upright auto` on it.", "请用 `uploadprep prepare --upright auto` 处理。")
    }
  }
}
