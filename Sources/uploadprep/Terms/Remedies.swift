import Documents
import ImageKit
import ReviewStore
import Wording

// What rooms know to be a remedy, in the words of this command: which command to type.

extension Finding {
  /// The finding with the command that mends it in its message.
  var withCommand: Finding {
    guard let remedy else { return self }
    let words =
      switch remedy {
      case .prepare: message.followed(by: Self.prepare(for: code))
      case .prepareTurning(let orPhotographAgain): message.followed(by: Self.prepareTurning(orPhotographAgain))
      case .reading(let remedy): remedy.words(after: message)
      }
    return Finding(code, severity, score: score, words)
  }

  private static func prepare(for code: Code) -> Bilingual {
    switch code {
    case .wrongFormat: Bilingual("Run `uploadprep prepare` on it.", "请用 `uploadprep prepare` 转换。")
    case .tooManyBytes: Bilingual("Run `uploadprep prepare` on it.", "请用 `uploadprep prepare` 压缩。")
    case .notUpright:
      Bilingual("Run `uploadprep prepare` on it, which sets it upright.", "请用 `uploadprep prepare` 处理，将自动转正。")
    case .untidyFile:
      Bilingual("`uploadprep prepare` makes a clean file of it.", "请用 `uploadprep prepare` 生成规范的文件。")
    case .locationInside: Bilingual("`uploadprep prepare` removes that.", "`uploadprep prepare` 会将其清除。")
    case .tooFewBytes, .wrongSize, .wrongRatio, .wrongDots, .wrongColour:
      Bilingual(
        "Run `uploadprep prepare --rules …` on it, with the same rules.", "请用 `uploadprep prepare --rules …` 按同一规则处理。")
    default: Bilingual("Run `uploadprep prepare` on it.", "请用 `uploadprep prepare` 处理。")
    }
  }

  private static func prepareTurning(_ orPhotographAgain: Bool) -> Bilingual {
    orPhotographAgain
      ? Bilingual(
        "Run `uploadprep prepare --upright auto` on it, or photograph the page with the back camera.",
        "请用 `uploadprep prepare --upright auto` 处理，或改用后置摄像头重拍。")
      : Bilingual("Run `uploadprep prepare --upright auto` on it.", "请用 `uploadprep prepare --upright auto` 处理。")
  }
}

extension DescribedError {
  /// What is wrong and what to do about it, with the command that does it.
  var explanationWithCommand: Bilingual {
    switch self {
    case let error as DecodingError: error.remedy?.words(after: error.explanation) ?? error.explanation
    case let error as DocumentError: error.explanationWithOption
    case let error as WatermarkError: error.remedy?.words(after: error.explanation) ?? error.explanation
    case let error as StoreError: error.remedy?.words(after: error.explanation) ?? error.explanation
    case let error as Refusal: error.remedy?.words(after: error.explanation) ?? error.explanation
    case let error as InputError: error.explanationWithOption
    default: explanation
    }
  }
}

extension DecodingError.Remedy {
  fileprivate func words(after explanation: Bilingual) -> Bilingual {
    switch self {
    case .preparePage:
      explanation.followed(
        by: Bilingual(
          "Or run `uploadprep prepare` on it; `--page` chooses a page.", "也可用 `uploadprep prepare` 转换，用 `--page` 选择页码。")
      )
    }
  }
}

extension DocumentError {
  fileprivate var explanationWithOption: Bilingual {
    guard case .severalPages(let count) = self else { return explanation }
    return explanation.followed(
      by: Bilingual(
        "`--page 1` takes the first, and `prepare --page all` makes a picture of each.",
        "`--page 1` 取第 1 页，`prepare --page all` 为全部 \(count) 页各生成一张图片。"))
  }
}

extension WatermarkError.Remedy {
  fileprivate func words(after explanation: Bilingual) -> Bilingual {
    switch self {
    case .installFonts(let chinese, let others):
      explanation.ending(
        with: Bilingual(
          " (for Chinese: `sudo apt install \(chinese)`; for Uyghur, Tibetan, Mongolian and other scripts: "
            + "`sudo apt install \(others)`)",
          "（中文：`sudo apt install \(chinese)`；维吾尔文、藏文、蒙古文等：`sudo apt install \(others)`）"))
    case .reinstallFont(let chinese):
      explanation.ending(
        with: Bilingual(
          " (for Chinese: `sudo apt install --reinstall \(chinese)`)",
          "（中文字体：`sudo apt install --reinstall \(chinese)`）"))
    }
  }
}
