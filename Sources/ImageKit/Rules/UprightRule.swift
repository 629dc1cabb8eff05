import Wording

/// The stored pixels must be upright, because not all portals and reviewers' programs apply the EXIF orientation.
struct UprightRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let facts = evidence.facts, let state = describe(facts.orientation) else { return nil }
    // In HEIC and AVIF, rotation is a property that every decoder applies.
    guard facts.format != .heic, facts.format != .avif else { return nil }
    return Finding(
      .notUpright, .error,
      Bilingual(
        "The picture is stored \(state.english).", "图片\(state.chinese)。"),
      remedy: evidence.remedy)
  }

  private func describe(_ orientation: ExifOrientation) -> Bilingual? {
    switch orientation {
    case .upright: nil
    case .mirrored: Bilingual("mirrored", "左右颠倒（镜像）")
    case .upsideDown: Bilingual("upside down", "上下倒置（旋转了 180 度）")
    case .flipped: Bilingual("upside down and mirrored", "上下翻转（镜像）")
    case .transposed, .transversed: Bilingual("lying on its side and mirrored", "横置并且镜像")
    case .turnClockwise: Bilingual("lying on its left side", "向左横置（需顺时针旋转 90 度）")
    case .turnCounterclockwise: Bilingual("lying on its right side", "向右横置（需逆时针旋转 90 度）")
    }
  }
}
