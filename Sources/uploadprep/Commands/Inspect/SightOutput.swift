import ImageKit
import Wording

extension Sight {
  /// All measurements of the content; null where nothing could be measured.
  var json: JSON {
    [
      "orientation": .optional(orientation.state?.rawValue),
      "confidence": .number(Self.rounded(orientation.confidence)),
      "textPatches": .integer(orientation.textPatches), "textHeight": .optional(clarity.textHeight.map(Self.rounded)),
      "blur": .optional(clarity.blur.map(Self.rounded)), "edgeSlope": .optional(clarity.edgeSlope.map(Self.rounded)),
      "detail": .number(Self.rounded(clarity.detail)), "sharpness": .optional(clarity.sharpness),
      "contrast": .optional(clarity.contrast), "brightness": .integer(clarity.brightness),
      "glare": .number(Self.rounded(clarity.glare)),
      "softness": .optional(clarity.softness.map(Self.rounded)),
      "strokesPerEm": .optional(clarity.strokesPerEm.map(Self.rounded)),
      "cutText": .number(Self.rounded(clarity.cutText)),
    ]
  }

  /// The measurements that are meaningful to people.
  var rows: [(Bilingual, Bilingual)] {
    func ofHundred(_ score: Int?) -> Bilingual {
      score.map { Bilingual("\($0) of 100", "\($0)/100") } ?? Bilingual("no text to judge by", "没有可供判断的文字")
    }
    let lies: Bilingual
    if let state = orientation.state {
      let sure = Int(orientation.confidence * 100)
      lies = Bilingual(
        state == .upright ? "upright (\(sure)% sure)" : "not upright: as EXIF \(state.rawValue) (\(sure)% sure)",
        state == .upright ? "端正（把握 \(sure)%）" : "不端正，相当于 EXIF \(state.rawValue)（把握 \(sure)%）")
    } else {
      lies = Bilingual("undecided", "无法判断")
    }
    var rows = [
      (Bilingual("Text lies", "文字方向"), lies), (Bilingual("Sharpness", "清晰度"), ofHundred(clarity.sharpness)),
      (Bilingual("Contrast", "对比度"), ofHundred(clarity.contrast)),
      (Bilingual("Brightness", "亮度"), ofHundred(clarity.brightness)),
    ]
    if let height = clarity.textHeight {
      let pixels = Int(height.rounded())
      rows.append((Bilingual("Text height", "文字高度"), Bilingual("about \(pixels) pixels", "约 \(pixels) 像素")))
    }
    return rows
  }

  /// The measurements are not more precise than three decimals.
  private static func rounded(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }
}
