import Wording

extension SQLiteTransaction {
  func integrityProblems(under policy: Policy) throws -> [Bilingual] {
    var problems: [Bilingual] = []
    try each("PRAGMA integrity_check(100)") { row in
      let words: String = try row.first()
      if words != "ok" { problems.append(Bilingual(words, "数据库内部结构损坏")) }
    }
    problems += try Schema.problems(in: database)
    let maxima = try rows("SELECT id, maximum FROM material") {
      (try $0["id"] as MaterialID, try $0["maximum"] as Int)
    }
    let expected = Dictionary(uniqueKeysWithValues: policy.materials.map { ($0.id, $0.maximum) })
    if Dictionary(uniqueKeysWithValues: maxima) != expected {
      problems.append(Bilingual("the materials are not those of the policy", "材料与考区规则不一致"))
    }
    try each("PRAGMA foreign_key_check") { row in
      let (from, to): (String, String) = (try row["table"], try row["parent"])
      problems.append(
        Bilingual("a row of \(from) refers to a row of \(to) that is not there", "表 \(from) 中的记录所指的表 \(to) 记录不存在"))
    }
    return problems
  }
}
