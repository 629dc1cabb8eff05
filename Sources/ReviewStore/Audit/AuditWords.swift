import Wording

/// The log as text for people. Programs read the values of the entries.
extension AuditEntry {
  /// Who made the change.
  public var actorName: Bilingual { Self.name(ofActor: actor) }

  /// The name of an actor in words; a member of staff keeps their name.
  public static func name(ofActor actor: String) -> Bilingual {
    switch actor {
    case "candidate": Bilingual("candidate", "考生")
    case "office": Bilingual("office", "考务办公室")
    case "stranger": Bilingual("not signed in", "未登录者")
    default: Bilingual(actor, actor)
    }
  }

  /// What was changed.
  public var subjectName: Bilingual {
    subject == "store" ? Bilingual("store", "审核库") : Bilingual(subject, subject)
  }

  /// The name of the act.
  public var actionName: Bilingual { Self.name(ofAction: action) }

  /// The name of an act in words; an unknown act keeps its identifier.
  public static func name(ofAction action: String) -> Bilingual {
    switch action {
    case "seal": Bilingual("Sealed", "写入校验值")
    case "init": Bilingual("Made the store", "创建审核库")
    case "register": Bilingual("Registered", "录入报名信息")
    case "code": Bilingual("One-time code handed out", "发放一次性验证码")
    case "code-void": Bilingual("One-time code void after too many wrong guesses", "验证码因多次输错而失效")
    case "password": Bilingual("Password chosen", "设置密码")
    case "password-change": Bilingual("Password changed", "修改密码")
    case "activate": Bilingual("Came in", "授权/激活")
    case "profile": Bilingual("Personal details", "修改个人信息")
    case "correct": Bilingual("Registration corrected", "更正报名信息")
    case "show-identity": Bilingual("Identity number shown", "查看完整证件号码")
    case "extend": Bilingual("Time to react extended", "延长处理期限")
    case "extend-all": Bilingual("Time to react extended for all", "统一延长处理期限")
    case "helper-allow": Bilingual("Allowed a clerk to upload", "授权经办人代传")
    case "helper-revoke": Bilingual("Took the clerk's permission back", "撤销经办人授权")
    case "appeal": Bilingual("Appealed", "申请复核")
    case "appeal-uphold": Bilingual("Appeal decided: rejection stands", "复核：维持拒绝")
    case "appeal-grant": Bilingual("Appeal decided: rejection taken back", "复核：撤销拒绝")
    case "second-look": Bilingual("Second look", "二次审核")
    case "conflict-declare": Bilingual("Conflict of interest declared", "登记回避")
    case "conflict-withdraw": Bilingual("Conflict of interest withdrawn", "撤销回避")
    case "upload": Bilingual("Uploaded a picture", "上传图片")
    case "adjust": Bilingual("Turned or cropped a picture", "旋转或裁剪图片")
    case "exchange": Bilingual("Exchanged two pictures", "对调两张图片")
    case "remove": Bilingual("Deleted a picture", "删除图片")
    case "submit": Bilingual("Submitted", "提交审核")
    case "carry-over": Bilingual("Kept from last year", "沿用去年材料")
    case "claim": Bilingual("Claimed", "领取")
    case "release": Bilingual("Handed back", "归还队列")
    case "accept": Bilingual("Accepted a picture", "通过图片")
    case "accept-all": Bilingual("Accepted all that were left", "通过其余全部图片")
    case "want": Bilingual("Wants another picture", "要求更换或补充图片")
    case "return": Bilingual("Returned", "退回")
    case "withdraw": Bilingual("Return taken back", "撤销退回")
    case "reject": Bilingual("Rejected", "审核拒绝")
    case "reopen": Bilingual("Reopened", "重新审核")
    case "pass": Bilingual("Passed", "审核通过")
    case "publish": Bilingual("Published", "公布结果")
    case "stage": Bilingual("Next stage", "进入后续阶段")
    case "notice": Bilingual("Notice sent or given up", "短信通知结果")
    case "messages-seen": Bilingual("Read the messages", "已读消息")
    case "notices-revive": Bilingual("Dead notices queued again", "重新发送失败的短信")
    case "staff-add": Bilingual("Staff added", "添加工作人员")
    case "staff-password": Bilingual("Staff password set", "设置工作人员密码")
    case "staff-disable": Bilingual("Staff disabled", "停用工作人员")
    case "staff-role": Bilingual("Role changed", "变更角色")
    case "duties-separate": Bilingual("Duties separated", "实行三员分立")
    case "duties-join": Bilingual("Duties joined", "取消三员分立")
    case "second-factor-on": Bilingual("Second factor turned on", "启用双因素认证")
    case "second-factor-off": Bilingual("Second factor turned off", "关闭双因素认证")
    case "second-factor-reset": Bilingual("Second factor reset", "重置双因素认证")
    case "passkey-add": Bilingual("Passkey added", "添加通行密钥")
    case "passkey-remove": Bilingual("Passkey removed", "删除通行密钥")
    case "passkey-copied": Bilingual("Passkey refused: it may have been copied", "拒绝疑似被复制的通行密钥")
    case "recovery-codes": Bilingual("New recovery codes", "重新生成恢复码")
    case "recovery-code": Bilingual("Recovery code used", "使用恢复码")
    case "sign-in-browser": Bilingual("Signed in with a browser not seen before", "使用新浏览器登录")
    case "sessions-end": Bilingual("Sessions ended", "结束登录会话")
    case "staff-cap": Bilingual("Cap of the day set", "设置每日上限")
    case "staff-absent": Bilingual("Absence entered", "登记缺勤")
    case "staff-present": Bilingual("Absence removed", "撤销缺勤")
    case "list-add": Bilingual("Entered in a list", "添加考点或类别")
    case "list-remove": Bilingual("Removed from a list", "删除考点或类别")
    case "export": Bilingual("List exported", "导出报名名单")
    case "dossier": Bilingual("Pictures taken out as a dossier", "导出材料档案")
    case "erase": Bilingual("Erased", "清除个人数据")
    default: Bilingual(action, action)
    }
  }

  /// The facts that are new after the change, one sentence each. Hashes are shortened.
  ///
  /// - Parameter policy: gives the materials' names.
  public func changes(under policy: Policy) -> [Bilingual] { news.map { $0.words(under: policy) } }

  /// What changed, for people who do not read hashes: only what they know by name. ``changes(under:)`` has the rest.
  public func story(under policy: Policy) -> [Bilingual] {
    news.compactMap { fact in
      switch fact {
      case .state, .level, .published, .role, .claim, .helper, .mark, .reactBy, .value(.count, _), .value(.pictures, _),
        .value(.mobile, "set"), .value(.address, "set"), .value(.staff, _), .value(.conflict, _), .value(.cap, _),
        .value(.from, _), .value(.until, _), .value(.browser, _):
        return fact.words(under: policy)
      case .picture(let place, _): return policy.name(of: place)
      case .former(let place, _):
        let name = policy.name(of: place)
        return Bilingual("formerly \(name.english)", "原\(name.chinese)")
      case .field(let field, _): return field.label
      case .message: return Bilingual("told in a message", "已发消息")
      case .notice: return Bilingual("SMS queued", "已生成短信")
      default: return nil
      }
    }
  }

  /// The facts after the change that did not hold before it, without seals, which mean nothing to people.
  public var news: [LoggedFact] {
    let old = Set(before.facts)
    return after.facts.filter { fact in
      if case .seal = fact { return false }
      return !old.contains(fact)
    }
  }
}

extension LoggedFact {
  /// The fact in words. A fact of an unknown kind is shown as stored.
  fileprivate func words(under policy: Policy) -> Bilingual {
    func labelled(_ english: String, _ chinese: String, _ value: Bilingual) -> Bilingual {
      Bilingual("\(english) \(value.english)", "\(chinese)\(value.chinese)")
    }
    func same(_ text: String) -> Bilingual { Bilingual(text, text) }
    switch self {
    case .activated: return Bilingual("came in", "已激活")
    case .state(let state): return labelled("state", "状态：", state.name)
    case .version(let number): return labelled("version", "版本 ", same("\(number)"))
    case .level(let level): return labelled("at", "", level.name)
    case .published(let level): return labelled("published", "已公布：", level.name)
    case .role(let role): return labelled("role", "角色：", role.name)
    case .helper(let name): return labelled("clerk", "经办人：", same(name.rawValue))
    case .claim(let name): return labelled("held by", "审核人：", same(name.rawValue))
    case .setting(.policy, let name): return labelled("policy", "考区规则：", same(name))
    case .setting(.region, let hash): return labelled("region", "考区校验值 ", Self.shortened(hash))
    case .setting(.examples, let hash): return labelled("examples", "示例校验值 ", Self.shortened(hash))
    case .setting(.yaml, let hash): return labelled("rules", "规则校验值 ", Self.shortened(hash))
    case .words(let hash): return labelled("words", "意见校验值 ", Self.shortened(hash))
    case .message(_, let hash): return labelled("message", "消息 ", Self.shortened(hash))
    case .notice(_, let hash): return labelled("notice", "短信 ", Self.shortened(hash))
    case .value(.notice, let number): return labelled("notice", "短信 ", Self.shortened(number))
    case .value(.pictures, let count): return labelled("pictures", "图片数：", same(count))
    case .value(.count, let count): return labelled("count", "条数：", same(count))
    case .value(.mobile, let fate): return Self.name(ofFate: fate).map { labelled("mobile", "手机号码：", $0) } ?? same(text)
    case .value(.address, let fate):
      return Self.name(ofFate: fate).map { labelled("address", "联系地址：", $0) } ?? same(text)
    case .listed(let list, let name): return labelled(list.item.english, "\(list.item.chinese)：", same(name))
    case .value(.filter, let filter): return labelled("only", "筛选：", same(filter))
    case .value(.format, let format): return labelled("as", "格式：", same(format))
    case .value(.staff, let name): return labelled("of", "人员：", same(name))
    case .value(.conflict, let kind):
      return labelled("conflict:", "回避：", Conflict.Kind(rawValue: kind)?.name ?? same(kind))
    case .value(.secondLook, let version): return labelled("second look at version", "二次审核版本 ", same(version))
    case .value(.verdict, let verdict):
      return labelled("verdict:", "结论：", Application.Result(rawValue: verdict)?.name ?? same(verdict))
    case .value(.cap, let cap): return labelled("a day at most:", "每日上限：", same(cap))
    case .value(.from, let day): return labelled("from", "自 ", same(day))
    case .value(.until, let day): return labelled("until", "至 ", same(day))
    case .value(.browser, let code): return labelled("with", "浏览器：", BrowserKind(code: code).name)
    case .value(.guesses, _), .seal: return same(text)
    case .field(let field, let hash):
      return labelled(field.label.english, field.label.chinese + "校验值 ", Self.shortened(hash))
    case .reactBy(let moment): return labelled("react by", "处理期限：", same(moment.forPeople))
    case .note(let place, let hash):
      let (name, hash) = (policy.name(of: place), Self.shortened(hash))
      return Bilingual("note on \(name.english) \(hash.english)", "\(name.chinese)审核意见 \(hash.chinese)")
    case .former(let place, let sha256):
      let (name, hash) = (policy.name(of: place), Self.shortened(sha256.rawValue))
      return Bilingual("formerly \(name.english) \(hash.english)", "原\(name.chinese) \(hash.chinese)")
    case .picture(let place, let sha256):
      let (name, hash) = (policy.name(of: place), Self.shortened(sha256.rawValue))
      return Bilingual("\(name.english) \(hash.english)", "\(name.chinese) \(hash.chinese)")
    case .mark(let place, let mark):
      let (name, mark) = (policy.name(of: place), mark.name)
      return Bilingual("\(name.english): \(mark.english)", "\(name.chinese)：\(mark.chinese)")
    case .word("set"): return Bilingual("set", "已设置")
    case .word("given"): return Bilingual("to be changed", "须修改")
    case .word("delivered"): return Bilingual("delivered", "已送达")
    case .word("undelivered"): return Bilingual("not delivered", "未送达")
    case .word(let word): return Notice.State(rawValue: word)?.name ?? same(word)
    }
  }

  /// What happened to a personal value. The log does not hold the value itself.
  private static func name(ofFate fate: String) -> Bilingual? {
    switch fate {
    case "set": Bilingual("set", "已填写")
    case "same": Bilingual("unchanged", "未改动")
    case "none": Bilingual("none", "未填写")
    default: nil
    }
  }

  private static func shortened(_ value: String) -> Bilingual {
    let text = value.count == 64 ? value.prefix(12) + "…" : value
    return Bilingual(text, text)
  }
}

extension LoggedFact.Mark {
  /// The mark in words.
  fileprivate var name: Bilingual {
    switch self {
    case .accepted: Bilingual("accepted", "已通过")
    case .wanted: Bilingual("another is wanted", "需更换或补充")
    case .none: Bilingual("not reviewed", "未审核")
    }
  }
}
