import Wording

/// The reason why a picture cannot be made to meet a portal's rules.
public enum FittingError: DescribedError, Hashable {
  /// The picture has another shape than the rules require, and they do not say how to change it.
  case wrongShape(width: Int, height: Int, wanted: String)
  /// The picture would have to be enlarged, which the rules do not allow.
  case tooFewPixels(width: Int, height: Int, neededWidth: Int, neededHeight: Int)
  /// No file of the required pixels is small enough.
  case doesNotFit(width: Int, height: Int, maxBytes: Int)
  /// No file is within so narrow a range of sizes.
  case noFileBetween(minBytes: Int, maxBytes: Int)
  /// No picture can meet the rules, because they contradict each other.
  case contradiction(Bilingual)

  /// A stable name for programs.
  public var code: String {
    switch self {
    case .wrongShape: "wrong-shape"
    case .tooFewPixels: "too-few-pixels"
    case .doesNotFit: "does-not-fit"
    case .noFileBetween: "no-file-between"
    case .contradiction: "rules-contradict"
    }
  }

  /// What is wrong and what to do about it.
  public var explanation: Bilingual {
    switch self {
    case .wrongShape(let width, let height, let wanted):
      Bilingual(
        """
        The picture is \(width) × \(height) pixels, and the rules require \(wanted). Crop it to that shape, or let the \
        rules pad or crop it.
        """,
        "图片为 \(width) × \(height) 像素，而规则要求 \(wanted)。请先裁成该比例，或在规则中允许补边或裁切。")
    case .tooFewPixels(let width, let height, let neededWidth, let neededHeight):
      Bilingual(
        """
        The picture has only \(width) × \(height) pixels that can be used; the rules require \(neededWidth) × \
        \(neededHeight). Take a larger photo, or let the rules enlarge it.
        """,
        "图片可用部分只有 \(width) × \(height) 像素，规则要求 \(neededWidth) × \(neededHeight)。请换用更大的照片，或在规则中允许放大。")
    case .doesNotFit(let width, let height, let maxBytes):
      Bilingual(
        "No file of \(width) × \(height) pixels fits into \(maxBytes) bytes. Allow more bytes or fewer pixels.",
        "\(width) × \(height) 像素的图片无法压缩到 \(maxBytes) 字节以内。请放宽字节上限，或减少像素。")
    case .noFileBetween(let minBytes, let maxBytes):
      Bilingual(
        "No file of \(minBytes) to \(maxBytes) bytes could be made. Allow a wider range.",
        "无法生成 \(minBytes) 至 \(maxBytes) 字节的文件，请放宽范围。")
    case .contradiction(let message): message
    }
  }
}
