import Wording

/// The kinds of paper that are told apart in photos. The raw values are part of the command's contract, and the order
/// is that of the network's outputs.
public enum PaperKind: String, Sendable, Hashable, CaseIterable {
  /// The side of a resident identity card with the portrait (人像面).
  case cardPortrait = "card-portrait"
  /// The side of a resident identity card with the national emblem (国徽面).
  case cardEmblem = "card-emblem"
  /// A passport's information page.
  case passportPage = "passport-page"
  /// A passport's cover.
  case passportCover = "passport-cover"
  /// A certificate, diploma, or the printed registration of one.
  case certificate
  /// A printed page: a form, table, letter or receipt.
  case printed
  /// A handwritten page.
  case handwritten
  /// A screenshot of a phone or computer.
  case screenshot
  /// A portrait of a person.
  case portrait
  /// Something that is no document.
  case noDocument = "no-document"

  /// What it is called in sentences.
  public var words: Bilingual {
    switch self {
    case .cardPortrait: Bilingual("the portrait side of an identity card", "身份证人像面")
    case .cardEmblem: Bilingual("the emblem side of an identity card", "身份证国徽面")
    case .passportPage: Bilingual("a passport's information page", "护照信息页")
    case .passportCover: Bilingual("a passport's cover", "护照封面")
    case .certificate: Bilingual("a certificate", "证书")
    case .printed: Bilingual("a printed page", "打印材料")
    case .handwritten: Bilingual("a handwritten page", "手写材料")
    case .screenshot: Bilingual("a screenshot", "屏幕截图")
    case .portrait: Bilingual("a portrait", "人像照片")
    case .noDocument: Bilingual("no document", "非证件材料")
    }
  }
}
