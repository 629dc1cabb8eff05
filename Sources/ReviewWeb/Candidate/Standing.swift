import ImageKit
import ReviewStore
import Wording

/// Where an application stands, as far as its candidate may know, in words.
///
/// It uses only what the policy shows (`visibleResult`) and what the candidate can see anyway, such as locks; never the
/// state that staff see.
struct Standing {
  /// How good the news is; also the style's class.
  enum Tone: String { case calm, good, act, bad }

  var tone: Tone
  var sign: String
  var words: Bilingual
  var explained: [Bilingual] = []
  /// What the candidate still has to do.
  var open: [OpenItem] = []

  /// Where the application stands, told to its candidate or to a clerk, who cannot submit it.
  init(_ view: CandidateView, for hand: Hand, under policy: Policy) {
    let status = view.status
    let open = view.openItems
    let count = view.pictureCount
    switch status.visibleResult {
    case .returned:
      self.init(.act, "✎", Bilingual("Returned: please change what is asked for", "已退回：请按审核意见修改或补充"))
      if let reactBy = status.reactBy {
        explained.append(
          status.overdue
            ? Bilingual(
              "This was due by \(reactBy.forPeople). Please do it now.", "处理期限为 \(reactBy.forPeople)，已超过，请尽快处理。")
            : Bilingual("Please do it by \(reactBy.forPeople).", "请在 \(reactBy.forPeople) 之前处理。"))
      }
      explained.append(
        policy.handingIn == .automatic
          ? Bilingual("When every picture asked for is there, it waits for review again by itself.", "按要求上传后将自动等待再次审核。")
          : Bilingual("Then submit for review again.", "修改完成后请再次提交审核。"))
    case .rejected:
      self.init(.bad, "–", Bilingual("Does not qualify", "审核拒绝：不符合报名条件"))
      if let words = policy.doesNotQualify { explained.append(words) }
    case .sitePassed:
      self.init(.good, "✓", Bilingual("Passed by the exam site", "考点审核通过"))
      explained.append(Bilingual("The region's review comes next; you need do nothing.", "等待考区复审，无需其他操作。"))
    case .regionPassed:
      self.init(.good, "✓", Bilingual("Review passed", "审核通过"))
      if let stage = status.visibleStage?.name {
        words = Bilingual("\(words.english) · \(stage.english)", "\(words.chinese) · \(stage.chinese)")
      }
      if let next = policy.nextStep { explained.append(next) }
    case nil where policy.handingIn == .automatic && count > 0 && !open.isEmpty:
      let rest = open.count == 1 ? open[0].words : Bilingual("\(open.count) things are open", "还有 \(open.count) 项待完成")
      self.init(
        .act, "✎",
        Bilingual(
          "\(count) picture\(count == 1 ? " is" : "s are") handed in; \(rest.english)",
          "已自动提交 \(count) 张；\(rest.chinese)"))
    case nil where policy.handingIn == .automatic && count > 0:
      self.init(.calm, "↑", Bilingual("Handed in; waiting for review", "图片已自动提交，等待审核"))
      if status.locked {
        explained.append(Bilingual("Everything is locked now; look here again later.", "内容已锁定，请稍后查看审核结果。"))
      }
    case nil where status.locked:
      self.init(.calm, "🔒", Bilingual("Submitted; everything is locked", "上报完成，内容已锁定"))
      if let message = view.messages.first(where: { $0.kind == .submitted }) {
        explained.append(Bilingual("Handed in at \(message.time.forPeople).", "提交时间：\(message.time.forPeople)"))
      }
      explained.append(
        policy.notices == nil
          ? Bilingual("You may close this page. Look here again later.", "您可以关闭此页面，请及时登录查看消息反馈。")
          : Bilingual(
            "You may close this page. Look here again, or wait for a notice.", "您可以关闭此页面，请留意短信通知并及时登录查看消息反馈。"))
    case nil:
      self.init(.act, "✎", Bilingual("Upload your papers", "请上传报名材料"))
      if open.isEmpty, policy.handingIn == .explicit {
        explained.append(
          hand.clerk == nil
            ? Bilingual("Everything required is there. Do not forget to submit.", "必需材料已齐全，请记得提交审核。")
            : Bilingual("Everything required is there. The candidate submits it.", "必需材料已齐全，请通知考生本人提交审核。"))
      }
    }
    if status.visibleResult == nil, !status.locked, let until = status.uploadUntil {
      explained.append(
        Bilingual("Your uploads are taken until \(until.forPeople).", "您的上传截止时间已延长至 \(until.forPeople)。"))
    }
    self.open = open
  }

  private init(_ tone: Tone, _ sign: String, _ words: Bilingual) {
    self.tone = tone
    self.sign = sign
    self.words = words
  }

  /// A level's result as far as the candidate may know it, in words; nil where the policy shows nothing of it yet.
  static func result(of level: Level, _ status: CandidateStatus, under policy: Policy) -> (
    words: Bilingual, tone: Tone
  )? {
    let isLast = level == policy.levels.last
    switch status.visibleResult {
    case .regionPassed: return (Bilingual("passed", "通过"), .good)
    case .sitePassed: return isLast ? (Bilingual("not yet", "待复审"), .calm) : (Bilingual("passed", "通过"), .good)
    case .returned:
      return status.returnedBy == level ? (Bilingual("returned", "退回"), .act) : nil
    case .rejected, nil: return nil
    }
  }
}

extension PictureState {
  /// The state's name without the lock, which pages draw: not every screen has a font with one.
  var plainName: Bilingual {
    self == .locked ? Bilingual("locked", "已锁定") : name
  }
}
