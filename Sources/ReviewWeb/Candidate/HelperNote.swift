import ReviewStore
import Wording

/// Who else works on the pictures of an upload page: to a candidate, the clerk whom they have allowed; to a clerk, the
/// candidate.
struct HelperNote: Speaking {
  let view: CandidateView
  let hand: Hand
  let language: Language

  /// The note; nothing where nobody else does.
  var html: HTML? {
    let record = view.registration
    guard hand.clerk == nil else {
      return """
        <section class="card held"><p>\(say("You upload for ", "您正在代传："))\
        <b>\(record.name ?? "") · \(record.number)</b> <span class="hint">\(record.category) · \(record.site)</span></p>\
        <a class="button" href="\(Hand.clerkBase)">\(say("Other candidates", "返回考生列表"))</a></section>

        """
    }
    guard let helper = view.helper else { return nil }
    return """
      <section class="card held"><p>\(say("May upload for you: \(helper.text)", "已授权代传：\(helper.text)"))</p>\
      <a class="button" href="/clerk">\(say("Look at it or take it back", "查看或撤销授权"))</a></section>

      """
  }
}
