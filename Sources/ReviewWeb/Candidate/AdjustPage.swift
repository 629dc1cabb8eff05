import ImageKit
import ReviewStore
import Wording

/// Where a candidate turns and crops a picture: the whole photo with what is kept of it, and a button for every change.
/// Every button posts a form. The page's script only adds handles to the rectangle.
struct AdjustPage: PageView {
  /// What the addresses of the application's pages begin with.
  let base: String
  let language: Language
  let material: MaterialStatus
  let place: PictureStatus
  let picture: StoredPicture
  let original: HeldOriginals.Original
  /// The photo, turned as the picture was.
  let look: PhotoLook

  let title = Bilingual("Turn or crop", "旋转/裁剪")

  func html(_ keys: PageKeys) -> HTML {
    let name = words(material.name(of: place.position))
    let large = picture.address(at: path + "/picture")
    return """
      <div class="adjust" id="adjust"><h1>\(words(title))</h1>
      <p class="lead">\(words(material.rule.name)) · \(name)</p>
      \(stage(name))
      \(turns(keys))
      \(crops(keys))
      \(rectangle(keys))
      <section class="card result" aria-labelledby="result"><h2 id="result">\(say("As it is stored now", "当前保存的图片"))</h2>
      <a href="\(large)" target="_blank" rel="noopener"><img src="\(large)" alt="\(name)" width="\(picture.width)" \
      height="\(picture.height)"></a>
      <p><a class="button" href="\(large)" target="_blank" rel="noopener">\(say("See it large", "查看大图"))</a></p></section>
      \(keys.form(to: action + "/done", "<button class=\"primary wide\">\(say("Done", "完成"))</button>"))
      \(hint(Self.finishing))
      <p><a class="button wide" href="\(base)\(Address.place(material.rule.id, place.position))">\(
        say("Back, and keep the photo for now", "返回，暂时保留原图"))</a></p>
      </div>
      """
  }

  private static let finishing = Bilingual(
    """
    The original photo is held for turning and cropping, for 30 minutes at most. It is deleted with “Done”, when you \
    submit, and when you sign out.
    """, "原图仅供旋转和裁剪使用，最多暂存 30 分钟；点“完成”、提交审核或退出登录后立即清除。")

  private var path: String { "\(base)/materials/\(material.rule.id.rawValue.pathPart)/\(place.position)" }
  private var action: String { path + "/adjust" }

  /// The photo, with the page that was found and the rectangle that is kept.
  private func stage(_ name: String) -> HTML {
    let found = look.corners.map { corners -> HTML in
      let points = corners.map { "\(Self.thousandths($0.x)),\(Self.thousandths($0.y))" }.joined(separator: " ")
      return "<polygon class=\"found\" points=\"\(points)\"/>"
    }
    var kept: HTML?
    if case .part(let part) = original.crop {
      kept = """
        <rect class="kept" x="\(Self.thousandths(part.left))" y="\(Self.thousandths(part.top))" \
        width="\(Self.thousandths(part.right - part.left))" height="\(Self.thousandths(part.bottom - part.top))"/>
        """
    }
    return """
      <div class="stage"><img src="\(action)/photo?turn=\(original.turn)&amp;v=\(String(picture.sha256.rawValue.prefix(12)))" \
      alt="\(say("The whole photo of", "原图：")) \(name)" width="\(look.width)" height="\(look.height)">\
      <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">\(found)\(kept)</svg></div>
      \(hint(look.corners == nil ? nil : Bilingual("The line shows the page that was found.", "线框为识别出的页面。")))
      """
  }

  private static func thousandths(_ fraction: Double) -> Int { Int((fraction * 1000).rounded()) }

  private func hidden(_ keys: PageKeys) -> KeyValuePairs<String, String> {
    ["picture": picture.sha256.rawValue, "key": keys.showing]
  }

  private func turns(_ keys: PageKeys) -> HTML {
    func button(_ degrees: Int, _ sign: String, _ english: String, _ chinese: String) -> HTML {
      """
      <button name="turn" value="\((original.turn + degrees) % 360)"><span aria-hidden="true">\(sign)</span> \
      \(say(english, chinese))</button>
      """
    }
    let back: HTML = """
      <button name="turn" value="0">\(say("As the camera saved it", "恢复原方向"))</button>
      """
    return keys.form(
      to: action, with: "class=\"card tools-row\" aria-label=\"\(say("Turn", "旋转"))\"", hidden: hidden(keys),
      """
      \(button(270, "↺", "Turn left", "向左旋转"))\(button(90, "↻", "Turn right", "向右旋转"))\
      \(button(180, "⇅", "Turn by 180°", "旋转 180°"))\(back, if: original.turn != 0)
      """)
  }

  private func crops(_ keys: PageKeys) -> HTML? {
    let page: HTML = """
      <button name="crop" value="page">\(say("Keep the page only", "裁剪为识别出的页面"))</button>
      """
    let whole: HTML = """
      <button name="crop" value="whole">\(say("Keep the whole photo", "不裁剪，保留整张"))</button>
      """
    let offersPage = look.corners != nil && original.crop != .page
    let offersWhole = original.crop != .whole
    guard offersPage || offersWhole else { return nil }
    return keys.form(
      to: action, with: "class=\"card tools-row\" aria-label=\"\(say("Crop", "裁剪"))\"", hidden: hidden(keys),
      "\(page, if: offersPage)\(whole, if: offersWhole)")
  }

  private func rectangle(_ keys: PageKeys) -> HTML {
    let edges = rectangle
    func field(_ name: String, _ label: String, _ value: Double) -> HTML {
      """
      <p><label for="crop-\(name)">\(label)</label><input id="crop-\(name)" name="\(name)" type="number" min="0" max="100" \
      step="0.1" inputmode="decimal" required value="\(Self.percent(value))"></p>
      """
    }
    let content: HTML = """
      <fieldset><legend>\(say("Keep a rectangle", "自选裁剪范围"))</legend>
      <p class="hint">\(
        say(
          "The edges, in percent of the photo from its upper left corner.", "各边距原图左边、上边的百分比（0 至 100）。"))</p>
      <div class="edges">\(field("left", say("Left", "左边"), edges.left))\(field("top", say("Top", "上边"), edges.top))\
      \(field("right", say("Right", "右边"), edges.right))\(field("bottom", say("Bottom", "下边"), edges.bottom))</div>
      <button name="crop" value="rectangle">\(say("Keep this rectangle", "按此范围裁剪"))</button></fieldset>
      """
    return keys.form(
      to: action,
      with: """
        class="card form" data-crop data-corners="\(words(BeforeSending.corners))" \
        data-edges="\(words(BeforeSending.edges))"
        """, hidden: hidden(keys), content)
  }

  /// The rectangle to begin with: the one that is kept, else the one around the page that was found, else everything.
  private var rectangle: (left: Double, top: Double, right: Double, bottom: Double) {
    if case .part(let part) = original.crop { return (part.left, part.top, part.right, part.bottom) }
    guard let corners = look.corners, let left = corners.map(\.x).min(), let right = corners.map(\.x).max(),
      let top = corners.map(\.y).min(), let bottom = corners.map(\.y).max()
    else { return (0, 0, 1, 1) }
    return (max(0, left), max(0, top), min(1, right), min(1, bottom))
  }

  /// A fraction in percent, with one digit after the point.
  private static func percent(_ fraction: Double) -> String {
    let tenths = Int((fraction * 1000).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
