import Wording

/// The log in words for people. Programs read the entries' own values.
extension AuditEntry {
  /// Who did it.
  public var actorName: Bilingual {
    switch actor {
    case "candidate": Bilingual("candidate", "考生")
    case "office": Bilingual("office", "考务办公室")
    case "stranger": Bilingual("not signed in", "未登录者")
    default: Bilingual(actor, actor)
    }
  }

  /// To what it was done.
  public var subjectName: Bilingual {
    subject == "store" ? Bilingual("store", "审核库") : Bilingual(subject, subject)
  }

  /// What was done.
  public var actionName: Bilingual { Self.name(ofAction: action) }

  /// An action of the log in words; an unknown one keeps its name.
  public static func name(ofAction action: String) -> Bilingual {
    switch action {
    case "seal": Bilingual("Sealed", "写入校验值")
    case "init": Bilingual("Made the store", "创建审核库")
    case "register": Bilingual("Registered", "录入报名信息")
    case "code": Bilingual("One-time code handed out", "发放一次性验证码")
    case "code-void": Bilingual("One-time code void after too many wrong guesses", "验证码因多次输错而失效")
    case "password": Bilingual("Password chosen", "设置密码")
    case "activate": Bilingual("Came in", "授权/激活")
    case "profile": Bilingual("Personal details", "修改个人信息")
    case "correct": Bilingual("Registration corrected", "更正报名信息")
    case "upload": Bilingual("Uploaded a picture", "上传图片")
    case "remove": Bilingual("Deleted a picture", "删除图片")
    case "submit": Bilingual("Submitted", "提交审核")
    case "carry-over": Bilingual("Kept from last year", "沿用去年材料")
    case "claim": Bilingual("Claimed", "领取")
    case "release": Bilingual("Handed back", "归还队列")
    case "accept": Bilingual("Accepted a picture", "通过图片")
    case "want": Bilingual("Wants another picture", "要求更换或补充图片")
    case "return": Bilingual("Returned", "退回")
    case "withdraw": Bilingual("Return taken back", "撤回退回")
    case "reject": Bilingual("Rejected", "审核拒绝")
    case "reopen": Bilingual("Reopened", "重新审核")
    case "pass": Bilingual("Passed", "审核通过")
    case "publish": Bilingual("Published", "公布结果")
    case "stage": Bilingual("Next stage", "进入后续阶段")
    case "notice": Bilingual("Notice sent or given up", "短信通知结果")
    case "notices-revive": Bilingual("Dead notices queued again", "重新发送失败的短信")
    case "staff-add": Bilingual("Staff added", "添加工作人员")
    case "staff-password": Bilingual("Staff password set", "设置工作人员密码")
    case "staff-disable": Bilingual("Staff disabled", "停用工作人员")
    case "erase": Bilingual("Erased", "清除个人数据")
    default: Bilingual(action, action)
    }
  }

  /// What stands there now and did not before, a part each. Hashes are shortened to be read.
  ///
  /// - Parameter policy: knows the materials' names.
  public func changes(under policy: Policy) -> [Bilingual] {
    let old = Set(before.split(separator: " "))
    return after.split(separator: " ").filter { !old.contains($0) && !$0.hasPrefix("seal-") }.map {
      AuditText.words(of: $0, under: policy)
    }
  }
}

extension AuditText {
  /// One part of an entry's text, such as `state=submitted`, in words. A part of an unknown kind is kept as it is.
  fileprivate static func words(of part: Substring, under policy: Policy) -> Bilingual {
    switch part {
    case "activated": return Bilingual("came in", "已激活")
    case "set": return Bilingual("set", "已设置")
    default: break
    }
    if let (name, value) = cut(part, at: "="), let words = words(of: name, value, policy) { return words }
    if let (place, mark) = cut(part, at: ":"), let place = name(ofPlace: place, policy) {
      let words =
        switch mark {
        case "accepted": Bilingual("accepted", "已通过")
        case "wanted": Bilingual("another is wanted", "需更换或补充")
        default: Bilingual("not reviewed", "未审核")
        }
      return Bilingual("\(place.english): \(words.english)", "\(place.chinese)：\(words.chinese)")
    }
    if let state = Notice.State(rawValue: String(part)) { return state.name }
    return Bilingual(String(part), String(part))
  }

  private static func words(of name: Substring, _ value: Substring, _ policy: Policy) -> Bilingual? {
    let raw = String(value)
    func labelled(_ english: String, _ chinese: String, _ value: Bilingual) -> Bilingual {
      Bilingual("\(english) \(value.english)", "\(chinese)\(value.chinese)")
    }
    let same = Bilingual(raw, raw)
    switch name {
    case "state": return ApplicationState(rawValue: raw).map { labelled("state", "状态：", $0.name) }
    case "version": return labelled("version", "版本 ", same)
    case "level": return Level(rawValue: raw).map { labelled("at", "", $0.name) }
    case "published": return Level(rawValue: raw).map { labelled("published", "已公布：", $0.name) }
    case "role": return Role(rawValue: raw).map { labelled("role", "角色：", $0.name) }
    case "claim": return labelled("held by", "审核人：", same)
    case "policy": return labelled("policy", "考区规则：", same)
    case "region": return labelled("region", "考区校验值 ", shortened(value))
    case "examples": return labelled("examples", "示例校验值 ", shortened(value))
    case "words": return labelled("words", "意见校验值 ", shortened(value))
    case "yaml": return labelled("rules", "规则校验值 ", shortened(value))
    case "pictures": return labelled("pictures", "图片数：", same)
    case "count": return labelled("count", "条数：", same)
    case "message": return labelled("message", "消息 ", shortened(cut(value, at: ":")?.1 ?? value))
    case "notice": return labelled("notice", "短信 ", shortened(cut(value, at: ":")?.1 ?? value))
    case "note":
      return cut(value, at: ":").flatMap { place, hash in
        self.name(ofPlace: place, policy).map {
          Bilingual("note on \($0.english) \(shortened(hash).english)", "\($0.chinese)审核意见 \(shortened(hash).chinese)")
        }
      }
    case "mobile": return fate(value).map { labelled("mobile", "手机号码：", $0) }
    case "address": return fate(value).map { labelled("address", "联系地址：", $0) }
    case "former":
      return cut(value, at: "=").flatMap { place, hash in
        self.name(ofPlace: place, policy).map {
          Bilingual("formerly \($0.english) \(shortened(hash).english)", "原\($0.chinese) \(shortened(hash).chinese)")
        }
      }
    default:
      return self.name(ofPlace: name, policy).map {
        Bilingual("\($0.english) \(shortened(value).english)", "\($0.chinese) \(shortened(value).chinese)")
      }
    }
  }

  /// What became of a personal value that the log itself does not hold.
  private static func fate(_ value: Substring) -> Bilingual? {
    switch value {
    case "set": Bilingual("set", "已填写")
    case "same": Bilingual("unchanged", "未改动")
    case "none": Bilingual("none", "未填写")
    default: nil
    }
  }

  private static func shortened(_ value: Substring) -> Bilingual {
    let text = value.count == 64 ? value.prefix(12) + "…" : value
    return Bilingual(String(text), String(text))
  }

  private static func name(ofPlace text: Substring, _ policy: Policy) -> Bilingual? {
    cut(text, at: "/", fromEnd: true).flatMap { id, number in
      Int(number).map { policy.name(of: Place(String(id), $0)) }
    }
  }

  private static func cut(
    _ text: Substring, at sign: Character, fromEnd: Bool = false
  ) -> (Substring, Substring)? {
    (fromEnd ? text.lastIndex(of: sign) : text.firstIndex(of: sign)).map { (text[..<$0], text[$0...].dropFirst()) }
  }
}
