import Wording

/// Translates ArgumentParser's help pages, which are English only and wrapped by characters instead of columns.
enum HelpWording {
  /// A help page, or the text below an error, in Chinese.
  ///
  /// - Parameters:
  ///   - page: the page as ArgumentParser renders it for a very wide terminal, so that no line is wrapped.
  ///   - columns: the width of the terminal.
  static func chinese(_ page: String, columns: Int) -> String {
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var translated: [String] = []
    var isList = false
    var index = 0
    while index < lines.count {
      let line = lines[index]
      index += 1
      if let heading = headings[line] {
        isList = true
        translated.append(heading)
      } else if let answer = answer(line, columns) {
        isList = false
        translated.append(answer)
      } else if isList, line.hasPrefix("  ") {
        // An item's explanation follows its label on the same line, or is on the next line if the label is long.
        let isLong = index < lines.count && lines[index].hasPrefix(indentation)
        let label = isLong ? line : String(line.prefix(labelWidth))
        let words = isLong ? lines[index].dropFirst(labelWidth) : line.dropFirst(labelWidth)
        if isLong { index += 1 }
        translated.append(item(label.trimmingSpaces, explanation(String(words)), columns))
      } else {
        isList = isList && !line.isEmpty
        translated.append(Printable.wrapped(named(line), to: columns, indentation: 0))
      }
    }
    return translated.joined(separator: "\n")
  }

  private static let labelWidth = 26
  private static let indentation = String(repeating: " ", count: labelWidth)

  private static let headings = ["ARGUMENTS:": "参数：", "OPTIONS:": "选项：", "SUBCOMMANDS:": "子命令："]

  /// Translates lines that begin with a fixed word of ArgumentParser's.
  private static func answer(_ line: String, _ columns: Int) -> String? {
    for (english, chinese) in ["OVERVIEW: ": "", "USAGE: ": "用法：", "Usage: ": "用法：", "Help:  ": "说明："]
    where line.hasPrefix(english) {
      return Printable.wrapped(chinese + named(String(line.dropFirst(english.count))), to: columns, indentation: 0)
    }
    if let match = line.wholeMatch(of: #/ *See '(.*)' for (?:more information|detailed help)\./#) {
      return "  详见“\(named(String(match.1)))”。"
    }
    return nil
  }

  private static func item(_ label: String, _ words: String, _ columns: Int) -> String {
    let label = "  " + named(label)
    guard !words.isEmpty else { return label }
    let text = Printable.wrapped(words, to: columns, indentation: labelWidth)
    return Printable.width(label) < labelWidth
      ? Printable.pad(label, to: labelWidth) + text.dropFirst(labelWidth) : "\(label)\n\(text)"
  }

  /// An option's explanation, with the values it accepts.
  private static func explanation(_ words: String) -> String {
    switch words {
    case "Show the version.": return "显示版本。"
    case "Show help information.", "Show subcommand help information.": return "显示帮助。"
    default: break
    }
    if let match = words.wholeMatch(of: #/(.*?) ?\(values: (.*?)(?:; default: (.*))?\)/#) {
      let values = match.2.split(separator: ", ").joined(separator: "、")
      return match.1 + "（可选值：\(values)" + (match.3.map { "；默认：\($0)" } ?? "") + "）"
    }
    if let match = words.wholeMatch(of: #/(.*?) ?\(default: (.*)\)/#) { return match.1 + "（默认：\(match.2)）" }
    return words
  }

  /// A text with its placeholders, such as `<file>`, in Chinese.
  static func named(_ text: String) -> String {
    text.replacing(#/<([a-z][a-z.|… -]*)>/#) { match in "<\(placeholders[String(match.1)] ?? String(match.1))>" }
  }

  private static let placeholders = [
    "options": "选项", "subcommand": "子命令", "subcommands": "子命令", "address": "地址", "address|folder": "地址|文件夹",
    "bytes": "大小", "category": "类别",
    "demand": "要求", "other": "另一位置",
    "clerk": "经办人", "code": "代码", "colour": "颜色", "colours": "颜色",
    "command": "命令", "crop": "方式", "day": "日期", "effort": "方式", "fault": "材料=原因", "file": "文件", "file.csv": "文件.csv",
    "file.html": "文件.html",
    "folder": "文件夹", "formats": "格式", "glob": "名称模式", "host": "地址", "id": "编号", "id|file": "编号|文件", "jobs": "数量",
    "key": "文件",
    "kind": "类型", "language": "语言", "level": "级别", "log": "级别", "material": "材料", "mobile": "手机号",
    "n": "数",
    "name": "名称",
    "note": "文字", "number": "号码", "organisation": "工作单位", "output": "文件",
    "path": "路径", "pattern": "名称模式", "photo": "照片", "pixels": "像素",
    "port": "端口", "position": "位置", "program": "程序", "ratio": "比例", "reason": "编号", "reg": "报名号",
    "reg… stage": "报名号… 阶段",
    "region": "名称", "registration": "报名号", "role": "角色", "rules": "编号|文件", "side": "像素", "site": "考点", "size": "大小",
    "sort": "排序", "staff": "工作人员", "state": "状态", "store": "路径", "text": "文字", "upright": "依据", "url": "网址",
    "value": "值", "version": "版本", "way": "方式",
  ]
}

extension String {
  /// The text without leading and trailing spaces.
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
