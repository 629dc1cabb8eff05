import Foundation

extension SQLTransaction {
  func settings() throws -> (policy: String, region: String)? {
    try row("SELECT policy, region FROM store") { (try $0["policy"], try $0["region"]) }
  }

  func example(named name: String) throws -> [UInt8]? {
    try value("SELECT content FROM example WHERE name = ?", [name]).map { (content: Data) in Array(content) }
  }

  /// Inserts the first rows of a new store.
  func begin(_ policy: Policy, yaml: String, region: String?, examples: [String: [UInt8]], at now: Moment) throws {
    try run(
      "INSERT INTO store (id, policy, region, createdAt) VALUES (1, ?, ?, ?)",
      [yaml, region ?? policy.region.chinese, now])
    for material in policy.materials {
      try run("INSERT INTO material (id, maximum) VALUES (?, ?)", [material.id, material.maximum])
      guard let name = material.example, let bytes = examples[name] ?? Policy.shippedExample(name) else { continue }
      try run(Self.replacing("example", key: "name", "content"), [name, Data(bytes)])
    }
    try record(
      "init", on: "store", by: Actor.office.name,
      after: [.setting(.policy, policy.id), .setting(.yaml, AuditText.hash(of: yaml))] + settingFacts(), at: now)
  }

  /// Whether the policy is the one with which, by the log, the store was created.
  func hasLoggedPolicy() throws -> Bool {
    try row(
      "SELECT policy, (SELECT after FROM audit WHERE action = 'init' ORDER BY sequence LIMIT 1) AS told FROM store"
    ) { row in
      let told = LoggedFacts(stored: try row["told"] ?? "").facts.setting(.yaml)
      let yaml: String = try row["policy"]
      return told.map { $0 == AuditText.hash(of: yaml) } ?? true
    } ?? false
  }
}
