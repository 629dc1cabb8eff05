import ReviewStore
import Wording

extension Speaking {
  /// What was noticed of a picture, as long as the candidate can change it: three warnings, then how many more.
  func warnings(of status: PictureStatus) -> HTML? {
    guard status.state == .unlocked || status.state == .wanted else { return nil }
    let findings = status.findings
    let shown = findings.prefix(3).map { finding -> HTML in "<p class=\"finding\">⚠ \(words(finding.message))</p>\n" }
    let more = findings.count - shown.count
    return "\(shown)\("<p class=\"hint\">\(say("and \(more) more", "另有 \(more) 项提示"))</p>\n", if: more > 0)"
  }
}
