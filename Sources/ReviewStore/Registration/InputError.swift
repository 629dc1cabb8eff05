import ImageKit
import ObjectStorage
import Wording

/// Input that is refused because of its form.
public enum InputError: DescribedError, Sendable, Hashable {
  /// Not a mobile number of mainland China.
  case badMobile
  /// A registration number that is too long or contains invisible characters.
  case badNumber
  /// A staff member's name that is too long, cannot be part of a URL, or contains invisible characters.
  case badName
  /// A text with control characters or bidirectional formatting characters; with what the text is.
  case badText(Bilingual)
  /// A staff member's name that the log uses for another actor.
  case reservedName(String)
  /// A region's name that does not fit into the watermark beside a long registration number.
  case regionTooLong
  /// A required value is missing; with what it is.
  case missing(Bilingual)
  /// A site reviewer without an exam site.
  case missingSite
  /// A password of fewer than eight characters.
  case shortPassword
  /// A password that is easy to guess.
  case weakPassword(PasswordWeakness)
  /// A password that a member of staff has or had.
  case usedPassword
  /// There is no canned reason with this id.
  case unknownReason(String, known: [String])
  /// A text with too many characters; with what the text is.
  case tooLong(Bilingual, limit: Int)
  /// A table of registrations with mistakes; none of it was imported. `lines` counts all wrong lines; only the first
  /// mistakes are listed.
  case badTable([Line], lines: Int)
  /// A name that is in none of the office's lists; with what it is, and some that are listed.
  case unknownName(Bilingual, String, known: [String])
  /// A photo cannot be turned by this angle.
  case badTurn
  /// A wrong name, code or password.
  case wrongSecret
  /// An address of a database that cannot be used.
  case badDatabase(BadDatabase)
  /// A place in object storage that cannot be used.
  case badPictures(ObjectPlace.Mistake)

  /// A place of a key for pictures that cannot be used.
  case badPictureKey

  /// What is wrong with the address of a database.
  public enum BadDatabase: Sendable, Hashable {
    /// It is no address.
    case unreadable
    /// A password is in it, where others can read it.
    case hasPassword
  }

  /// A mistake in a table.
  public struct Line: Sendable, Hashable {
    /// The line in the file, from 1.
    public let line: Int
    /// The column's number, from 1; nil where the whole line is wrong.
    public let column: Int?
    /// A stable identifier for programs.
    public let code: String
    /// What is wrong.
    public let reason: Bilingual
    /// What is wrong, with the line and the column.
    public var message: Bilingual {
      let place = column.map { Bilingual(", column \($0)", "第 \($0) 列") } ?? Bilingual("", "")
      return Bilingual(
        "Line \(line)\(place.english): \(reason.english).", "第 \(line) 行\(place.chinese)：\(reason.chinese)。")
    }
  }

  /// The listed mistakes of a table; nil for other errors.
  public var mistakes: [Line]? {
    guard case .badTable(let mistakes, _) = self else { return nil }
    return mistakes
  }

  /// A stable identifier for programs.
  public var code: String {
    switch self {
    case .badMobile: "bad-mobile"
    case .badNumber: "bad-registration"
    case .badName: "bad-name"
    case .badText: "bad-text"
    case .reservedName: "reserved-name"
    case .regionTooLong: "region-too-long"
    case .missing, .missingSite: "missing"
    case .shortPassword: "short-password"
    case .weakPassword: "weak-password"
    case .usedPassword: "used-password"
    case .unknownReason: "unknown-reason"
    case .tooLong: "too-long"
    case .badTable: "bad-table"
    case .unknownName: "unknown-name"
    case .badTurn: "bad-turn"
    case .wrongSecret: "wrong-secret"
    case .badDatabase: "bad-database"
    case .badPictures: "bad-pictures"
    case .badPictureKey: "bad-picture-key"
    }
  }

  /// What is wrong and what to do about it.
  public var explanation: Bilingual {
    switch self {
    case .badMobile:
      Bilingual("This is no mobile number: eleven digits, beginning with 1.", "手机号码有误：应为以 1 开头的 11 位数字。")
    case .badNumber:
      Bilingual(
        "This cannot be taken: \(RegistrationNumber.rule.english).", "报名号有误：\(RegistrationNumber.rule.chinese)。")
    case .badName:
      Bilingual(
        "This name cannot be taken: it has 1 to \(LookupName.longest) characters, without invisible characters or blanks "
          + "at its ends, and is not “.” or “..”.",
        "名称有误：应为 1 至 \(LookupName.longest) 个字符，不含控制字符等不可见字符，首尾无空格，且不能是“.”或“..”。")
    case .badText(let what):
      Bilingual(
        "The \(what.english) holds a control character, or one that turns the direction of writing. Type it anew.",
        "\(what.chinese)中含有控制字符或改变文字方向的字符，请重新输入。")
    case .reservedName(let name):
      Bilingual(
        "Nobody on the staff can be called \(name): the log uses this word for somebody else. Choose another name.",
        "工作人员不能命名为 \(name)：操作日志中该词另有所指，请换一个名称。")
    case .regionTooLong:
      Bilingual(
        "The region's name is too long to stand in the watermark beside a registration number. Use a shorter one.",
        "考区名称过长，无法与报名号一起放入水印，请使用较短的名称。")
    case .badTurn:
      Bilingual(
        "A photo is turned by 0, 90, 180 or 270 degrees. Nothing was changed.", "旋转角度只能是 0、90、180 或 270 度，未作任何更改。")
    case .missingSite: Bilingual("Missing: site, for a site reviewer.", "缺少：考点（考点审核人员须指定考点）。")
    case .missing(let what): Bilingual("Missing: \(what.english).", "缺少：\(what.chinese)。")
    case .shortPassword:
      Bilingual("A password has at least eight characters. Choose a longer one.", "密码至少 8 个字符，请重新设置。")
    case .weakPassword(.common):
      Bilingual(
        "This password is one of those that are guessed first. Choose another, such as a short sentence.",
        "该密码过于常见，容易被猜中，请换一个，例如一句好记的短语。")
    case .weakPassword(.pattern):
      Bilingual(
        "This password is a sequence, or repeats a few characters. Choose another, such as a short sentence.",
        "该密码由连续或重复的字符组成，容易被猜中，请换一个，例如一句好记的短语。")
    case .weakPassword(.personal):
      Bilingual(
        "This password is in your name, number or exam site, or little more than that. Choose another.",
        "该密码与本人的姓名、号码或考点过于接近，容易被猜中，请换一个。")
    case .usedPassword:
      Bilingual(
        "This is one of the last \(PasswordRules.remembered) passwords of this account. Choose another.",
        "不能使用最近 \(PasswordRules.remembered) 次用过的密码，请换一个。")
    case .unknownReason(let name, let known):
      Bilingual(
        "There is no canned reason \(name). There are: \(known.joined(separator: ", ")).",
        "没有常用理由 \(name)，可用的有：\(known.joined(separator: "、"))。")
    case .tooLong(let what, let limit):
      Bilingual(
        "The \(what.english) has at most \(limit) characters. Shorten it.", "\(what.chinese)最多 \(limit) 个字符，请缩短后重试。")
    case .badTable(let mistakes, let lines):
      Bilingual(
        "\(lines) line\(lines == 1 ? "" : "s") cannot be taken; nothing was imported. Mend them and import again."
          + (mistakes.count < lines ? " The first \(mistakes.count) mistakes are listed." : ""),
        "有 \(lines) 行无法导入，未导入任何数据；请修改后重新导入。"
          + (mistakes.count < lines ? "以下列出前 \(mistakes.count) 处错误。" : ""))
    case .unknownName(let what, let name, let known):
      Bilingual(
        "There is no \(what.english) \(name). Enter it in the list first, or use one of: \(known.joined(separator: ", ")).",
        "没有\(what.chinese)“\(name)”，请先将其加入名单，或使用：\(known.joined(separator: "、"))。")
    case .badDatabase(.unreadable):
      Bilingual(
        "This is no address of a PostgreSQL database. Write it like postgresql://user@host/database.",
        "PostgreSQL 数据库地址有误，应形如 postgresql://用户@主机/数据库。")
    case .badDatabase(.hasPassword):
      Bilingual(
        "The database's address holds a password, which others could read in the list of processes. Leave it out; put it "
          + "in the file ~/.pgpass, in a file named by PGPASSFILE, or in the variable PGPASSWORD.",
        "数据库地址中含有密码，他人可从进程列表中看到。请去掉密码，改放在 ~/.pgpass 文件、PGPASSFILE 所指的文件或环境变量 PGPASSWORD 中。")
    case .badPictureKey:
      Bilingual(
        "A key for pictures comes from file:/PATH (a whole path outside the store), credential:NAME or command:WORDS.",
        "图片密钥的来源应写作 file:/路径（审核库之外的绝对路径）、credential:名称 或 command:命令。")
    case .badPictures(.unreadable):
      Bilingual(
        "This is no place in object storage. Write it like s3://bucket/prefix, with letters, digits, hyphens, dots and "
          + "underscores.",
        "图片存储位置有误，应形如 s3://存储桶/前缀，只能使用字母、数字、连字符、点和下划线。")
    case .badPictures(.badEndpoint):
      Bilingual(
        "The endpoint is no address of a server. Write it like https://storage.example, without a path.",
        "服务地址有误，应形如 https://storage.example，不含路径。")
    case .badPictures(.badRegion):
      Bilingual("The region is no name like us-east-1.", "区域名称有误，应形如 us-east-1。")
    case .badPictures(.hasCredentials):
      Bilingual(
        "The endpoint holds an access key, which others could read in the list of processes. Leave it out; put it in the "
          + "file ~/.aws/credentials, or in the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
        "服务地址中含有访问密钥，他人可从进程列表中看到。请去掉密钥，改放在 ~/.aws/credentials 文件或环境变量 AWS_ACCESS_KEY_ID、"
          + "AWS_SECRET_ACCESS_KEY 中。")
    case .wrongSecret:
      Bilingual(
        "The name, the password or the code is not right. Check them and try again.", "账号、密码或验证码不正确，请核对后重试。")
    }
  }
}
