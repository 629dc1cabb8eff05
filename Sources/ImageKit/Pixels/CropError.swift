import Wording

/// The reason why a part of a picture cannot be cut out.
public enum CropError: DescribedError, Hashable {
  /// The edges are not numbers within the picture, or they lie too close to each other.
  case unusable
  /// The part has too few pixels.
  case tooSmall(width: Int, height: Int)

  /// A stable name for programs.
  public var code: String {
    switch self {
    case .unusable: "bad-crop"
    case .tooSmall: "crop-too-small"
    }
  }

  /// What is wrong and what to do about it.
  public var explanation: Bilingual {
    switch self {
    case .unusable:
      Bilingual(
        """
        The part to keep must lie within the picture and be at least 5% of it wide and high. Nothing was changed; choose \
        a larger part.
        """, "裁剪范围须在图片之内，宽、高均不小于原图的 5%。未作任何更改，请重新选择。")
    case .tooSmall(let width, let height):
      Bilingual(
        """
        Only \(width) × \(height) pixels would be left, fewer than \(PicturePart.leastPixels) on a side. Nothing was \
        changed; choose a larger part.
        """,
        "裁剪后只剩 \(width) × \(height) 像素，每边不得少于 \(PicturePart.leastPixels) 像素。未作任何更改，请扩大裁剪范围。")
    }
  }
}
