import ReviewStore
import Wording

/// Where a candidate chooses which page of a document is uploaded: a small picture and a button for each. It needs no
/// script.
struct ChoosePage: PageView {
  let language: Language
  /// What the addresses of the application's pages begin with.
  let base: String
  /// The document's address.
  let address: String
  let material: MaterialRule
  let document: HeldOriginals.Document

  let title = Bilingual("Choose a page", "选择页面")

  /// How many pages are shown as pictures. Drawing one takes some time; the others are chosen by number.
  private static let shown = 12

  func html(_ keys: PageKeys) -> HTML {
    let count = document.pageCount
    let pages = (1...min(count, Self.shown)).map { page -> HTML in
      let name = say("Page \(page)", "第 \(page) 页")
      return """
        <li class="card"><img src="\(address)/\(page)" alt="\(name)" loading="lazy">\
        <button name="page" value="\(page)">\(name)</button></li>
        """
    }
    let back = document.position.map { Address.place(material.id, $0) } ?? Address.material(material.id)
    return """
      <div class="narrow"><h1>\(words(title))</h1>
      <p class="lead">\(words(material.name)) · \(document.file.name)</p>
      \(hint(Bilingual("The document has \(count) pages. Choose the one to upload.", "文档共 \(count) 页，请选择要上传的一页。")))\
      \(keys.form(to: address, hidden: ["key": keys.showing], "<ol class=\"choose-page\">\(pages)</ol>"))
      \(byNumber(count, keys), if: count > Self.shown)\
      <p><a class="button wide" href="\(base)\(back)">\(say("Back", "返回"))</a></p></div>
      """
  }

  private func byNumber(_ count: Int, _ keys: PageKeys) -> HTML {
    let fields: HTML = """

      <label for="page">\(say("Or the number of a page", "或输入页码"))</label>
      <input id="page" name="page" type="number" min="1" max="\(count)" required inputmode="numeric">
      <button>\(say("Upload this page", "上传该页"))</button>
      """
    return keys.form(to: address, hidden: ["key": "\(keys.showing)-number"], fields)
  }
}
