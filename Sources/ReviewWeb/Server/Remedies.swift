import Documents
import ImageKit
import Wording

extension DescribedError {
  /// What is wrong and what to do about it, for those who use the portal: they have a phone, and no command line.
  var explanationForPages: Bilingual {
    switch self {
    case let error as DecodingError: error.explanationForPhones
    case let error as DocumentError: error.explanationForPhones
    case let error as WatermarkError where error.remedy != nil:
      // Installing a font is up to those who run the server, who are told when it starts.
      Bilingual(
        "Pictures cannot be stamped at present, so none can be taken. Please tell your exam site.",
        "系统暂时无法为图片加水印，不能上传，请联系考点工作人员。")
    default: explanation
    }
  }
}

extension DocumentError {
  /// The explanation, with advice that can be followed on a phone.
  fileprivate var explanationForPhones: Bilingual {
    if asksForPage { return explanation }
    let advice = Bilingual(
      "Take a screenshot or a photo of the page instead, and upload that.", "也可将该页截屏或拍照后上传。")
    // What is wrong with the server is up to those who run it.
    let cause = Bilingual("PDF and TIFF documents cannot be read at present.", "系统暂时无法读取 PDF 和 TIFF 文档。")
    return (isOurs ? cause : explanation).followed(by: advice)
  }
}

extension DecodingError {
  /// The explanation, with advice that can be followed on a phone.
  fileprivate var explanationForPhones: Bilingual {
    switch self {
    case .notAPicture(found: .archive?):
      Bilingual(
        "The file is an archive or office document, which cannot be uploaded. Take a screenshot or a photo of the page, and "
          + "upload that.",
        "文件内容为“压缩包或办公文档”，无法上传。请截屏或拍照后上传。")
    default: explanation
    }
  }
}
