import ImageKit
import ReviewStore
import Wording

/// All materials with what is done and what is open, each a link to its place on the upload page; folded.
struct TaskList: Speaking {
  let page: MaterialsPage

  var language: Language { page.language }

  /// The list.
  var html: HTML {
    let materials = page.view.materials
    let required = materials.filter { $0.minimum > 0 }
    let done = required.count { $0.lacking == 0 }
    return """
      <details class="card tasks"><summary>\(say("All papers", "材料清单"))\
      \(" · \(say("required", "必需")) \(done) / \(required.count)", if: !required.isEmpty)</summary>
      <ul>\(materials.map(item))</ul></details>
      """
  }

  private func item(_ material: MaterialStatus) -> HTML {
    """
    <li><a href="\(page.hand.base)\(Address.material(material.rule.id))">\(words(material.rule.name))</a> \
    <span class="chip \(tone(of: material))">\(state(of: material))</span></li>
    """
  }

  private func tone(of material: MaterialStatus) -> String {
    material.isOpen ? "act" : material.pictureCount > 0 ? "good" : ""
  }

  private func state(of material: MaterialStatus) -> String {
    let count = material.pictureCount
    if material.lacking > 0 { return say("\(material.lacking) missing", "还缺 \(material.lacking) 张") }
    if material.isOpen { return say("to be changed", "需修改") }
    guard count > 0 else { return say("optional", "选填") }
    return say("\(count) uploaded", "已上传 \(count) 张")
  }
}
