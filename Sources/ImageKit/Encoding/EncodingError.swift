import Wording

/// The reason why no file could be made.
public enum EncodingError: DescribedError, Equatable {
  /// Not even the smallest useful picture fits the byte budget.
  case budgetTooSmall(maxBytes: Int)
  /// libjpeg rejected its input, which is a fault of this program.
  case refused(message: String)

  /// A stable name for programs.
  public var code: String {
    switch self {
    case .budgetTooSmall: "budget-too-small"
    case .refused: "encoding-refused"
    }
  }

  /// What is wrong and what to do about it.
  public var explanation: Bilingual {
    switch self {
    case .budgetTooSmall(let maxBytes):
      Bilingual(
        "No readable picture fits into \(maxBytes) bytes; allow more, for example 200000.",
        "\(maxBytes) 字节放不下能看清的图片，请放宽大小限制，例如 200000 字节。")
    case .refused(let message):
      Bilingual(
        "The picture could not be written as JPEG (\(message)); please report this as a fault of the program.",
        "无法写出 JPEG 图片，这是程序的缺陷，请反馈给开发者。")
    }
  }
}
