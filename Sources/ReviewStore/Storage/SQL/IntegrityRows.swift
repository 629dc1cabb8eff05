import Wording

extension SQLTransaction {
  func integrityProblems(under policy: Policy) throws -> [Bilingual] {
    var problems = try session.problems()
    let maxima = try rows("SELECT id, maximum FROM material") {
      (try $0["id"] as MaterialID, try $0["maximum"] as Int)
    }
    let expected = Dictionary(uniqueKeysWithValues: policy.materials.map { ($0.id, $0.maximum) })
    if Dictionary(uniqueKeysWithValues: maxima) != expected {
      problems.append(Bilingual("the materials are not those of the policy", "材料与考区规则不一致"))
    }
    return problems
  }
}
