import ImageKit
import Wording

extension DescribedError {
  /// What is wrong and what to do about it, for those who use the portal and those who run it.
  var explanationForPages: Bilingual {
    switch (self as? DecodingError)?.remedy {
    case .convertPDF:
      return explanation.ending(
        with: Bilingual(
          ", for example with `pdftoppm -jpeg -r 200 FILE.pdf page`", "，例如用 `pdftoppm -jpeg -r 200 文件.pdf page`"))
    case nil: break
    }
    switch (self as? WatermarkError)?.remedy {
    case .installFonts(let chinese, let others):
      return explanation.ending(
        with: Bilingual(
          " (for Chinese: `sudo apt install \(chinese)`; for Uyghur, Tibetan, Mongolian and other scripts: "
            + "`sudo apt install \(others)`)",
          "（中文：`sudo apt install \(chinese)`；维吾尔文、藏文、蒙古文等：`sudo apt install \(others)`）"))
    case .reinstallFont(let chinese):
      return explanation.ending(
        with: Bilingual(
          " (for Chinese: `sudo apt install --reinstall \(chinese)`)",
          "（中文字体：`sudo apt install --reinstall \(chinese)`）"))
    case nil: return explanation
    }
  }
}
