import ImageKit
import ReviewStore
import Wording

/// The log of one application, in words.
enum Timeline {
  /// A line an entry.
  static func rows(_ entries: some Sequence<AuditEntry>, _ language: Language) -> [[String: Any]] {
    entries.map { entry in
      [
        "time": entry.time.forPeople, "actor": actor(entry.actor).text(in: language),
        "action": action(entry.action).text(in: language), "kind": entry.action, "sequence": entry.sequence,
        "hash": String(entry.hash.prefix(12)), "changes": changes(entry),
      ]
    }
  }

  private static func actor(_ name: String) -> Bilingual {
    switch name {
    case "candidate": Bilingual("candidate", "考生")
    case "office": Bilingual("office", "考务办公室")
    case "stranger": Bilingual("not signed in", "未登录者")
    default: Bilingual(name, name)
    }
  }

  /// The name of an act as the log has it.
  static func action(_ name: String) -> Bilingual {
    switch name {
    case "register": Bilingual("Registered", "录入报名信息")
    case "code": Bilingual("One-time code handed out", "发放一次性验证码")
    case "code-void":
      Bilingual("One-time code void after too many wrong guesses", "验证码因多次输错而失效")
    case "password": Bilingual("Password chosen", "设置密码")
    case "activate": Bilingual("Came in", "授权/激活")
    case "profile": Bilingual("Personal details", "修改个人信息")
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
    case "erase": Bilingual("Erased", "清除个人数据")
    default: Bilingual(name, name)
    }
  }

  /// What is there after and was not before, shortened to be read.
  private static func changes(_ entry: AuditEntry) -> [String] {
    let before = Set(entry.before.split(separator: " "))
    return entry.after.split(separator: " ").filter { !before.contains($0) && !$0.hasPrefix("seal-") }.map { part in
      // A hash, after the picture's place or the message's kind.
      guard let sign = part.lastIndex(where: { $0 == "=" || $0 == ":" }), part[sign...].count == 65 else {
        return String(part)
      }
      return String(part[...sign]) + String(part[sign...].dropFirst().prefix(12)) + "…"
    }
  }
}
