import ImageKit
import Wording

extension Finding {
  /// The finding as a line of text, indented below its picture's line.
  func line(on console: Console) -> String {
    "    " + console.output.paint(console.text(code.title), severity == .error ? .bad : .doubtful) + "  "
      + console.text(message)
  }
}

extension Finding.Code {
  /// A short label for the finding.
  var title: Bilingual {
    switch self {
    case .unreadable: Bilingual("Unreadable", "无法读取")
    case .wrongFormat: Bilingual("Wrong format", "格式不符")
    case .extensionMismatch: Bilingual("Name and content differ", "扩展名不符")
    case .tooManyBytes: Bilingual("Too large", "文件过大")
    case .tooFewBytes: Bilingual("Too few bytes", "文件过小")
    case .wrongSize: Bilingual("Wrong size in pixels", "像素不符")
    case .wrongRatio: Bilingual("Wrong ratio", "宽高比不符")
    case .wrongDots: Bilingual("Wrong resolution", "分辨率不符")
    case .wrongColour: Bilingual("Wrong colours", "颜色不符")
    case .wrongBackground: Bilingual("Wrong background", "背景不符")
    case .wrongName: Bilingual("Wrong name", "文件名不符")
    case .wrongFolder: Bilingual("Wrong folder", "文件夹不符")
    case .tooFewFiles: Bilingual("Too few files", "文件数不足")
    case .tooManyFiles: Bilingual("Too many files", "文件数过多")
    case .setTooLarge: Bilingual("Too large together", "总大小超限")
    case .notUpright: Bilingual("Not upright", "方向不正")
    case .corrupt: Bilingual("Damaged", "文件损坏")
    case .truncated: Bilingual("Cut short", "文件不完整")
    case .tooSmall: Bilingual("Too few pixels", "尺寸过小")
    case .multiplePictures: Bilingual("Several pictures", "含多张图片")
    case .locationInside: Bilingual("Location inside", "含位置信息")
    case .untidyFile: Bilingual("Untidy file", "文件不规范")
    case .brokenProfile: Bilingual("Broken colour profile", "色彩配置异常")
    case .blurred: Bilingual("Blurred", "模糊")
    case .smallText: Bilingual("Small text", "文字过小")
    case .tooDark: Bilingual("Too dark", "过暗")
    case .tooBright: Bilingual("Glare", "反光或过亮")
    case .lowContrast: Bilingual("Low contrast", "对比度低")
    case .blank: Bilingual("Blank", "空白")
    case .cutOff: Bilingual("Cut off", "页面不完整")
    case .wrongPaper: Bilingual("Wrong paper", "材料不符")
    case .wrongNumber: Bilingual("Another number", "证件号码不符")
    case .duplicate: Bilingual("Duplicate", "重复图片")
    case .orientationUndecided: Bilingual("Direction unknown", "方向未知")
    case .pageNotFound: Bilingual("No page found", "未找到页面")
    }
  }
}
