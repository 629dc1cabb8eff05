import ReviewStore
import Wording

/// An act on several applications, each on its own.
enum BulkAct: Sendable {
  /// Passes them.
  case pass
  /// Returns them with one reason, after asking for another picture of a material, if one is named.
  case giveBack(note: String, material: MaterialID?)
  /// Moves them to a stage after the last pass.
  case stage(Application.State)

  /// The act that a form names; nil when it names none.
  init?(_ form: Form) {
    switch form["act"] {
    case "pass": self = .pass
    case "return":
      self = .giveBack(note: form["note"], material: form["material"].isEmpty ? nil : MaterialID(form["material"]))
    case "stage":
      guard let stage = Application.State(rawValue: form["stage"]) else { return nil }
      self = .stage(stage)
    default: return nil
    }
  }

  /// What the results are headed with.
  var name: Bilingual {
    switch self {
    case .pass: Bilingual("Pass of several", "批量通过")
    case .giveBack: Bilingual("Return of several", "批量退回")
    case .stage: Bilingual("Next stage for several", "批量进入后续阶段")
    }
  }

  /// Does it to one application.
  func perform(on number: RegistrationNumber, as staff: StaffName, version: Int, in store: ReviewStore) throws {
    switch self {
    case .pass: try store.pass(number, as: staff, version: version)
    case .stage(let stage): try store.setStage(stage, of: number, as: staff, version: version)
    case .giveBack(let note, let material):
      try store.giveBack(number, note: note, wanting: material, as: staff, version: version)
    }
  }
}

/// The fields and buttons for acts on the applications that are ticked.
struct BulkFields: Speaking {
  /// The materials that can be asked for.
  let materials: [MaterialRule]
  /// The stages that can be set; empty for none.
  let stages: [Application.State]
  /// The words for a return that were typed before.
  var note = ""
  let language: Language

  /// The fields and buttons.
  var html: HTML {
    let options = materials.map { material -> HTML in
      "<option value=\"\(material.id)\">\(words(material.name))</option>"
    }
    let states = stages.map { stage -> HTML in "<option value=\"\(stage.rawValue)\">\(words(stage.name))</option>" }
    let next: HTML = """
      <label>\(say("What follows", "后续阶段")) <select name="stage">\(states)</select></label>\
      <button name="act" value="stage">\(say("Set the stage", "设置阶段"))</button>
      """
    return """
      <fieldset class="bulk"><legend>\(say("With those selected", "对所选材料"))</legend>\
      <button name="act" value="pass">\(say("Pass", "审核通过"))</button>\
      <label>\(say("Words, for a return", "退回意见")) \
      <input name="note" value="\(note)" list="reasons" maxlength="500"></label>\
      <label>\(say("Ask for another", "要求更换")) <select name="material">\
      <option value="">\(say("as marked", "按已有标记"))</option>\(options)</select></label>\
      <button name="act" value="return">\(say("Return", "退回"))</button>\
      \(next, if: !stages.isEmpty)</fieldset>
      """
  }
}
