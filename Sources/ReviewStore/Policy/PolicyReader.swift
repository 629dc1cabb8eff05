import ImageKit
import RuleSets

extension Policy {
  /// Reads a policy from YAML.
  ///
  /// - Parameter hasExample: returns whether an example picture of a name exists beside the built-in ones; nil skips
  ///   the check.
  /// - Throws: ``PolicyError`` with every mistake and its line.
  public init(yaml: String, hasExample: ((String) -> Bool)? = nil) throws(PolicyError) {
    let mistakes = FileMistakes()
    let policy = mistakes.mapping(in: yaml).map { Policy($0, hasExample ?? { _ in true }) }
    guard mistakes.count == 0, let policy else { throw PolicyError(mistakes: mistakes.byLine) }
    self = policy
  }

  private init(_ top: YAMLMapping, _ hasExample: (String) -> Bool) {
    id = top.text("id")
    name = top.bilingual("name")
    exam = top.bilingual("exam")
    region = top.bilingual("region")
    source = top.text("source")
    let pictures = PictureRules(policy: top.requiredMapping("pictures"))
    self.pictures = pictures
    wayIn = WayIn(top.requiredMapping("wayIn"))
    personalDetailsRequired = top.flag("personalDetailsRequired")
    list = ListDisplay(top.requiredMapping("list"))
    materials = top.mappings("materials").map { MaterialRule($0, hasExample, pictures) }
    alternatives = top.mappings("alternatives").map(Alternative.init)
    noWarnings = top.choices("noWarnings")
    handingIn = top.choice("handingIn")
    lockedBy = top.choice("lockedBy")
    returnUnlocks = top.choice("returnUnlocks")
    mayWantMissing = top.flag("mayWantMissing")
    levels = top.choices("levels")
    claimMinutes = top.number("claimMinutes", in: 1...1440, default: 30)
    // Three days, because staff hand codes out on paper.
    codeHours = top.number("codeHours", in: 1...2160, default: 72)
    siteResult = top.choice("siteResult")
    regionResult = top.choice("regionResult")
    messages = MessageTexts(top.requiredMapping("messages"))
    notices = top.mapping("notices").map(NoticeTexts.init)
    channels = top.texts("channels")
    reactionHours = top.node("reactionHours") == nil ? nil : top.number("reactionHours", in: 1...8760)
    graceHours = top.number("graceHours", in: 0...8760, default: 0)
    appeal = top.mapping("appeal").map(AppealRule.init)
    secondLookShare =
      top.mapping("secondLook").map { part in
        defer { part.finish() }
        return part.share("share")
      } ?? 200
    watermark = top.text("watermark")
    carryOver = top.mapping("carryOver").map(CarryOver.init)
    stages = top.choices("stages")
    nextStep = top.optionalBilingual("nextStep")
    registrationFault = top.optionalBilingual("registrationFault")
    doesNotQualify = top.optionalBilingual("doesNotQualify")
    falseMaterial = top.optionalBilingual("falseMaterial")
    practicalPassed = top.optionalBilingual("practicalPassed")
    successNotice = top.optionalBilingual("successNotice")
    reasons = top.mappings("reasons").map(CannedReason.init)
    sites = top.node("sites") == nil ? [] : top.texts("sites")
    categories = top.node("categories") == nil ? [] : top.texts("categories")
    uploadWindow = top.mapping("uploadWindow").map(UploadWindow.init)
    top.finish()
    check(top)
  }
}
