import ImageKit
import ReviewStore
import Wording

/// One material on the upload page: its name and instructions, its pictures, and where the next one goes.
struct MaterialSection: Speaking {
  private static let photographed = "image/jpeg,image/png,image/heic,image/heif,image/avif,image/webp"
  private static let accepted = photographed + ",image/tiff,application/pdf"

  private let material: MaterialStatus
  private let page: MaterialsPage
  private let keys: PageKeys
  private let policy: Policy

  init(_ material: MaterialStatus, on page: MaterialsPage, _ keys: PageKeys) {
    self.material = material
    self.page = page
    self.keys = keys
    policy = page.policy
  }

  var language: Language { page.language }

  /// The section.
  var html: HTML {
    let rule = material.rule
    let required = say("required", "必须上传")
    let isFull = material.open.isEmpty && material.pictureCount == material.maximum && !page.view.status.locked
    return """
      <section class="card material" id="material-\(rule.id)" tabindex="-1" aria-labelledby="name-\(rule.id)">
      <div class="head"><h2 id="name-\(rule.id)">\(words(rule.name))\
      \("&nbsp;<b class=\"star\" title=\"\(required)\">*</b>", if: material.required && policy.list.marksRequired)</h2>\
      <span class="count">\(progress)</span></div>
      \(hint(policy.list.instructions ? rule.instructions : nil))\(printed)\(example)\
      \(answers(at: "material-\(rule.id)", keys))\(otherAnswers)\
      <ol class="places">\(places)</ol>
      \("<p class=\"hint\">\(say("All places are filled.", "已达到上传张数上限。"))</p>\n", if: isFull)\
      </section>

      """
  }

  /// The link to the notice to print, beside the material that asks for it: the one that is named like the notice.
  private var printed: HTML? {
    guard page.hand.clerk == nil, let notice = policy.successNotice,
      notice.chinese.hasSuffix(material.rule.name.chinese)
    else { return nil }
    let text = say("Print it here: \(notice.english)", "打印《\(notice.chinese)》")
    return "<p class=\"links\"><a href=\"/notice\">\(text)</a></p>\n"
  }

  /// How many pictures there are of how many.
  private var progress: String {
    let count = material.pictureCount
    let maximum = material.maximum
    if material.required { return say("required · \(count) / \(maximum)", "必须 · 已上传 \(count) / \(maximum)") }
    if count == 0 { return say("optional, at most \(maximum)", "选填，最多 \(maximum) 张") }
    return say("optional · \(count) / \(maximum)", "选填 · 已上传 \(count) / \(maximum)")
  }

  private var example: HTML? {
    guard policy.list.examples, let example = material.rule.example else { return nil }
    return """
      <details class="example"><summary>\(say("Example", "示例"))</summary><img src="/examples/\(example.pathPart)" \
      alt="\(say("An example of", "示例：")) \(words(material.rule.name))" loading="lazy"></details>

      """
  }

  /// Answers to what was done at places that are not shown now.
  private var otherAnswers: [HTML] {
    let shown = Set(shownPlaces.map(\.position))
    return (1...material.maximum).filter { !shown.contains($0) }.compactMap { position in
      let id = Address.placeID(material.rule.id, position)
      return answers(at: id, keys).map { "<div id=\"\(id)\" tabindex=\"-1\">\($0)</div>" }
    }
  }

  /// The places to show, those first where something is to be done: places a reviewer asked for, the one for the next
  /// picture, and filled ones. When places have labels, every open one is shown, so that it is clear which side of a
  /// card comes next.
  private var places: [HTML] {
    func isOpen(_ status: PictureStatus?) -> Bool { status == nil || status?.state == .wanted }
    let shown = shownPlaces
    let ordered = shown.filter { isOpen($0.status) } + shown.filter { !isOpen($0.status) }
    return ordered.map { place($0.position, $0.status) }
  }

  private var shownPlaces: [(position: Int, status: PictureStatus?)] {
    let free = material.open.filter { position in !material.pictures.contains { $0.position == position } }
    return (1...material.maximum).compactMap { position -> (position: Int, status: PictureStatus?)? in
      let status = material.pictures.first { $0.position == position }
      let isOffered = free.first == position || (material.labels[position - 1] != nil && free.contains(position))
      return status != nil || isOffered ? (position, status) : nil
    }
  }

  private func place(_ position: Int, _ status: PictureStatus?) -> HTML {
    let id = material.rule.id
    let name = words(material.name(of: position))
    let isNamed = material.labels[position - 1] != nil
    return """
      <li class="place \(status?.state.rawValue ?? "free")" id="\(Address.placeID(id, position))" tabindex="-1">
      \("<span class=\"label\">\(name)</span>\n", if: isNamed)\
      \(answers(at: Address.placeID(id, position), keys))\
      \(status.map { picture($0, name) })\
      \(upload(position, isNamed: isNamed, isReplacing: status?.picture != nil), if: material.open.contains(position))\
      </li>
      """
  }

  private func picture(_ status: PictureStatus, _ name: String) -> HTML {
    let path = "\(page.hand.base)/materials/\(material.rule.id)/\(status.position)"
    let shot = status.picture.map { picture -> HTML in
      let source = picture.address(at: path + "/picture")
      let delete = say("Delete", "删除")
      return """
        <a class="shot" href="\(source)" target="_blank" rel="noopener">\
        <img src="\(picture.address(at: path + "/thumb"))" alt="\(name)" \
        width="\(picture.width)" height="\(picture.height)" loading="lazy"></a>
        \("""
          <a class="minus" href="\(path)/remove" data-remove title="\(say("Delete this picture", "删除这张图片"))" \
          aria-label="\(words(material.rule.name)) \(name)\(say(": ", "："))\(delete)">−</a>

          """, if: status.state == .unlocked)\
        <span class="facts">\(picture.width) × \(picture.height) · \(ByteCount.size(picture.bytes))</span>

        """
    }
    let sign: HTML? = status.state == .locked ? "\(MaterialsPage.lock(16))<span class=\"sr\">🔒</span> " : nil
    return """
      \(shot)<span class="state \(status.state.rawValue)">\(sign)\(words(status.state.plainName))</span>
      \(broughtBy(status))\(tools(for: status))\
      \(warnings(of: status))\
      \(status.note.map { "<p class=\"note\">\($0)</p>\n" })
      """
  }

  /// That a clerk uploaded the picture.
  private func broughtBy(_ status: PictureStatus) -> HTML? {
    status.broughtBy.map { "<p class=\"hint\">\(say("Uploaded for you by \($0.text)", "由\($0.text) 代传"))</p>\n" }
  }

  private func tools(for status: PictureStatus) -> HTML? {
    let isAdjustable = page.adjustable.contains(Place(material.rule.id, status.position))
    let tools = PictureTools(
      base: page.hand.base, language: language, material: material.rule.id, status: status, isAdjustable: isAdjustable)
    return "\(tools.html(keys))\(exchange(status))"
  }

  /// The offer to exchange a picture of the wrong paper with that at the material's other position.
  private func exchange(_ status: PictureStatus) -> HTML? {
    guard let other = material.exchange(for: status) else { return nil }
    let name = words(material.name(of: other))
    let hidden: KeyValuePairs = [
      "with": String(other), "version": String(page.view.status.version),
      "key": "\(keys.showing)-exchange-\(status.position)-\(material.rule.id)",
    ]
    return keys.form(
      to: "\(page.hand.base)/materials/\(material.rule.id)/\(status.position)/exchange", hidden: hidden,
      "<button>\(say("Exchange it with: \(name)", "与“\(name)”对调"))</button>")
  }

  private func upload(_ position: Int, isNamed: Bool, isReplacing: Bool) -> HTML {
    let key = "\(material.rule.id)-\(position)"
    let whole = "\(words(material.rule.name)) \(words(material.name(of: position)))"
    let take = say("Take a photo", "拍照")
    let isForMany = !isNamed && !isReplacing && material.open.count > 1
    let pick = isReplacing ? say("Choose another photo", "选择新图片") : say("Choose a photo", "选择图片")
    let fields: HTML = """

      <div class="pick"><label for="file-\(key)">\(pick)</label><input id="file-\(key)" type="file" name="photo" \
      aria-label="\(whole)\(say(": ", "："))\(pick)" accept="\(Self.accepted)"\(" multiple", if: isForMany)></div>
      <div class="pick camera"><label for="camera-\(key)">\(take)</label>\
      <input id="camera-\(key)" type="file" name="photo" aria-label="\(whole)\(say(": ", "："))\(take)" accept="\(Self.photographed)" capture="environment"></div>
      <button class="primary send">\(say("Upload", "上传"))</button>
      <div class="jobs" aria-live="polite"></div>

      """
    let attributes: HTML = """
      class="upload" enctype="multipart/form-data" data-upload data-many="\(isForMany ? "true" : "false")"
      """
    return keys.form(
      to: "\(page.hand.base)/materials/\(material.rule.id)/\(position)/upload", with: attributes,
      hidden: ["key": "\(keys.showing)-\(key)"], fields)
  }
}
