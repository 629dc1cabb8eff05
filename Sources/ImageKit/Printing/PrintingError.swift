import Wording

/// Why no PDF can be made.
public enum PrintingError: DescribedError, Equatable {
  /// A page's picture is no JPEG file. Pages are counted from 1.
  case notJPEG(page: Int)
  /// The PDF library failed; its own words.
  case library(String)

  /// `print-not-jpeg` or `print-failed`.
  public var code: String {
    switch self {
    case .notJPEG: "print-not-jpeg"
    case .library: "print-failed"
    }
  }

  /// What is wrong.
  public var explanation: Bilingual {
    switch self {
    case .notJPEG(let page):
      Bilingual(
        "The picture of page \(page) is no JPEG file, so it cannot be printed.", "第 \(page) 页的图片不是 JPEG 文件，无法输出。")
    case .library(let words):
      Bilingual("The PDF could not be made: \(words).", "无法生成 PDF：\(words)。")
    }
  }
}
