import ImageKit
import Wording

extension Finding {
  /// The finding in words for its reader: staff see in short what is suspected, with the figure; candidates see what to
  /// do. The office sees all that was found.
  func spoken(to reader: Viewer) -> Finding {
    let words: Bilingual? =
      switch reader {
      case .candidate: advice
      case .staff: suspicion
      case .office: nil
      }
    return words.map { Finding(code, severity, score: score, $0, remedy: remedy) } ?? self
  }

  /// What a candidate can do about it, without figures; nil where the message says that already.
  private var advice: Bilingual? {
    switch code {
    case .blurred:
      Bilingual(
        "This picture may be blurred. Hold the phone still, tap on the text to focus, and take it again.",
        "图片可能模糊，请拿稳手机、轻触文字对焦后重新拍摄")
    case .smallText:
      Bilingual(
        "The text may be too small to read. Go nearer, so that the page fills the picture.", "文字可能过小，请靠近页面、让页面占满画面后重新拍摄"
      )
    case .tooDark: Bilingual("This picture may be too dark. Take it again with more light.", "图片可能过暗，请增加光线后重新拍摄")
    case .tooBright:
      Bilingual(
        "Glare may cover some of the text. Tilt the page or switch off the flash, and take it again.",
        "图片可能反光，请调整角度或关闭闪光灯后重新拍摄")
    case .lowContrast:
      Bilingual(
        "The text may be too faint. Take it again in even, brighter light.", "文字可能不够清楚，请在均匀、明亮的光线下重新拍摄")
    case .blank: Bilingual("The picture may be blank. Please check it.", "图片可能是空白页，请核对")
    case .cutOff:
      Bilingual(
        "The page may be cut off. Step back, so that all four edges are in the picture.", "页面可能未拍全，请离远一些，将四边全部拍入后重新拍摄")
    case .wrongNumber:
      Bilingual(
        "The number on this identity card seems to differ from your registration's. Check that it is your card, and that the registration is right.",
        "身份证号码可能与报名信息不一致，请核对是否为本人证件、报名信息是否有误")
    case .notUpright:
      Bilingual("The picture may not be upright. If so, turn it with “Turn”.", "图片方向可能不正，请点“旋转”调整")
    case .wrongPaper:
      // The message names what is seen and what is wanted.
      Bilingual(
        "\(message.english) Please check it, and replace it if it is wrong.", "\(message.chinese)请核对，如有误请更换")
    default: nil
    }
  }

  /// What a reviewer may want to look at, with the figure where there is one; nil where the message is short.
  private var suspicion: Bilingual? {
    guard let name = suspected else { return nil }
    guard let score else { return name }
    return Bilingual("\(name.english) (\(score)/100)", "\(name.chinese)（\(score)/100）")
  }

  private var suspected: Bilingual? {
    switch code {
    case .blurred: Bilingual("possibly blurred", "疑似模糊")
    case .smallText: Bilingual("possibly small text", "疑似文字过小")
    case .tooDark: Bilingual("possibly too dark", "疑似过暗")
    case .tooBright: Bilingual("possibly glare", "疑似反光")
    case .lowContrast: Bilingual("possibly low contrast", "疑似对比度过低")
    case .blank: Bilingual("possibly blank", "疑似空白页")
    case .cutOff: Bilingual("possibly cut off", "疑似未拍全")
    case .notUpright: Bilingual("possibly not upright", "疑似方向不正")
    default: nil
    }
  }
}

extension PictureLook {
  /// The findings in words for their reader, with one more for each other place of the application that has the same
  /// page.
  func findings(under policy: Policy, for reader: Viewer) -> [Finding] {
    findings.map { $0.spoken(to: reader) }
      + sameAs.map { place in
        let finding = Self.duplicate(of: place, under: policy)
        guard reader == .staff else { return finding }
        let name = policy.name(of: place)
        return Finding(
          .duplicate, .warning,
          Bilingual(
            "same page as \(policy.name(of: place.material).english), picture \(place.position)", "与\(name.chinese)为同一页"
          ))
      }
  }
}

extension CardNumberAnswer.Kind {
  /// What staff read beside the picture of a card; nil where a finding says it.
  public var words: Bilingual? {
    switch self {
    case .same: Bilingual("number as registered, read by the program", "证件号码与报名信息一致（程序识别）")
    case .other: nil
    case .undecided: Bilingual("number not readable by the program: compare it", "证件号码程序未能识别，请人工核对")
    }
  }
}
