import ImageKit
import ReviewStore
import Wording

/// What a candidate can do with an uploaded picture besides replacing it: see it large, turn it and crop it.
struct PictureTools: Speaking {
  /// What the addresses of the application's pages begin with.
  let base: String
  let language: Language
  let material: MaterialID
  let status: PictureStatus
  /// Whether the photo behind the picture is held, and the picture may be changed.
  let isAdjustable: Bool

  /// The links and buttons under a picture.
  func html(_ keys: PageKeys) -> HTML? {
    guard let picture = status.picture else { return nil }
    let path = "\(base)/materials/\(material.rawValue.pathPart)/\(status.position)"
    let large: HTML = """
      <a class="button" href="\(picture.address(at: path + "/picture"))" target="_blank" rel="noopener">\(
        say("See it large", "查看大图"))</a>
      """
    let adjust: HTML = "<a class=\"button\" href=\"\(path)/adjust\">\(say("Turn or crop", "旋转/裁剪"))</a>"
    return """
      \(turned(picture, path, keys))<div class="tools-row">\(large)\(adjust, if: isAdjustable)</div>

      """
  }

  /// That the picture was turned by its text, and the way back.
  private func turned(_ picture: StoredPicture, _ path: String, _ keys: PageKeys) -> HTML? {
    guard status.turned != 0, status.mayBeAdjusted else { return nil }
    let told = say("Turned upright automatically.", "已自动转正")
    guard isAdjustable else {
      return """
        <p class="turned">\(told) <span class="hint">\(
          say("If that is wrong, upload the photo again.", "如方向不对，请重新上传。"))</span></p>

        """
    }
    let back = keys.form(
      to: path + "/adjust",
      hidden: [
        "picture": picture.sha256.rawValue, "turn": "0", "back": "place",
        "key": "\(keys.showing)-back-\(status.position)-\(material)",
      ], "<button>\(say("Turn it back", "转回"))</button>")
    return "<div class=\"turned\"><span>\(told)</span>\(back)</div>\n"
  }
}

/// Tells that original photos are held, and offers to delete them.
struct HeldNote: Speaking {
  /// What the addresses of the application's pages begin with.
  let base: String
  let language: Language

  /// The note.
  func html(_ keys: PageKeys) -> HTML {
    """
    <div class="card held"><p>\(
      say(
        "Original photos are held for 30 minutes at most, so that you can turn and crop them.",
        "为便于旋转和裁剪，原图最多暂存 30 分钟。"))</p>\
    \(keys.form(to: base + "/originals/done", "<button>\(say("Done; delete the originals", "完成，清除原图"))</button>"))</div>

    """
  }
}
