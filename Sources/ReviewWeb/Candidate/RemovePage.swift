import ImageKit
import ReviewStore
import Wording

/// Asks whether to delete a picture; shown where no script asks on the upload page itself.
struct RemovePage: PageView {
  /// What the addresses of the application's pages begin with.
  let base: String
  let language: Language
  let material: MaterialRule
  let place: PictureStatus
  let picture: StoredPicture
  /// The application's version that the page shows.
  let version: Int

  let title = Bilingual("Delete", "删除")

  func html(_ keys: PageKeys) -> HTML {
    let path = "\(base)/materials/\(material.id)/\(place.position)"
    let label = place.label.map { " · \(words($0))" }
    let buttons: HTML = """

      <button class="danger wide">\(say("Delete", "删除"))</button>\
      <a class="button wide" href="\(base)\(Address.place(material.id, place.position))">\(say("Keep it", "保留"))</a>
      """
    return """
      <div class="narrow"><h1>\(say("Delete this picture?", "删除这张图片？"))</h1>
      <div class="card"><p>\(words(material.name))\(label ?? "")</p>\
      <img class="big" src="\(picture.address(at: path + "/picture"))" alt="\(words(material.name))">
      \(hint(Bilingual("You can upload another afterwards.", "删除后可以重新上传。")))\
      \(keys.form(to: path + "/remove", hidden: ["version": String(version), "key": keys.showing], buttons))</div></div>
      """
  }
}
