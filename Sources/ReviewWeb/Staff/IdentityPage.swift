import ImageKit
import ReviewStore
import Wording

/// The whole identity number of an application under review, for browsers without scripts.
struct IdentityPage: PageView {
  let number: RegistrationNumber
  let idNumber: String
  let language: Language

  let title = Bilingual("Identity number", "证件号码")

  func html(_ keys: PageKeys) -> HTML {
    let inside = CardNumber(idNumber).map { card -> HTML in "<p>\(words(card.inside))</p>" }
    return """
      <div class="narrow"><h1>\(words(title))</h1><p>\(number)</p><p><strong class="code">\(idNumber)</strong></p>\(inside)
      \(hint(Bilingual("This showing was logged.", "本次查看已记录。")))
      <p><a class="button primary" href="\(Address.application(number))">\(say("Back to the review", "返回审核"))</a></p></div>
      """
  }
}
