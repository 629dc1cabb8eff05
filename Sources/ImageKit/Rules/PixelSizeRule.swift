import Wording

/// The picture must have enough pixels for a document to be legible.
struct PixelSizeRule: FileRule {
  func finding(on evidence: FileEvidence) -> Finding? {
    guard let facts = evidence.facts, let minimum = evidence.rules.pixels.shortSide.minimum,
      min(facts.width, facts.height) < minimum
    else { return nil }
    return Finding(
      .tooSmall, .error,
      Bilingual(
        """
        The picture is only \(facts.width) × \(facts.height) pixels; its short side needs \
        \(minimum). Use the original photo, not a thumbnail.
        """,
        """
        图片只有 \(facts.width) × \(facts.height) 像素，短边至少需要 \(minimum) 像素。\
        请使用原始照片，而不是缩略图。
        """))
  }
}
