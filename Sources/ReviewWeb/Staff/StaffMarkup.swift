import ReviewStore
import Wording

extension Speaking {
  /// The canned reasons, for the fields for notes, whose `list` names it.
  func reasonList(_ reasons: [CannedReason]) -> HTML {
    let options = reasons.map { reason -> HTML in "<option>\(reason.text)</option>" }
    return "<datalist id=\"reasons\">\(options)</datalist>"
  }

  /// The mark of an application whose papers are not complete.
  var incompleteMark: HTML { " <span class=\"chip bad\">\(say("papers missing", "缺材料"))</span>" }
}
