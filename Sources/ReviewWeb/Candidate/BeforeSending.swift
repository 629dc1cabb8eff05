import Wording

/// The parts of the upload page's script for those who want to turn or crop a photo before it is sent.
struct BeforeSending: Speaking {
  let language: Language

  /// A button for each upload form, and the view that it opens.
  var templates: HTML {
    """
    <template id="first"><button type="button" class="quiet first">\(
      say("Turn or crop before uploading", "先旋转/裁剪再上传"))</button></template>
    <template id="before"><div class="before" role="group" aria-label="\(say("Before uploading", "上传前调整"))" \
    data-corners="\(Self.corners.text(in: language))" data-edges="\(Self.edges.text(in: language))">\
    <div class="stage"><canvas role="img" aria-label="\(say("The chosen photo", "所选图片"))"></canvas></div>\
    <div class="tools-row"><button type="button" data-turn="270"><span aria-hidden="true">↺</span> \(
      say("Turn left", "向左旋转"))</button>\
    <button type="button" data-turn="90"><span aria-hidden="true">↻</span> \(say("Turn right", "向右旋转"))</button>\
    <button type="button" data-turn="180"><span aria-hidden="true">⇅</span> \(say("Turn by 180°", "旋转 180°"))</button>\
    <button type="button" data-cropping aria-pressed="false">\(say("Crop", "裁剪"))</button></div>\
    <div class="tools-row"><button type="button" class="primary" data-send>\(say("Upload", "上传"))</button>\
    <button type="button" data-cancel>\(say("Cancel", "取消"))</button></div></div></template>

    """
  }

  /// The names of the corners of a rectangle, clockwise from the upper left one.
  static let corners = Bilingual(
    "upper left corner|upper right corner|lower right corner|lower left corner", "左上角|右上角|右下角|左下角")
  /// The names of the edges, clockwise from the upper one.
  static let edges = Bilingual("upper edge|right edge|lower edge|left edge", "上边|右边|下边|左边")
}
