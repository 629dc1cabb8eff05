import Foundation
import GRDB

extension Transaction {
  /// The first rows of a new store.
  func begin(_ policy: Policy, yaml: String, region: String?, examples: [String: [UInt8]], at now: Moment) throws {
    try run("INSERT INTO store VALUES (1, ?, ?, ?)", [yaml, region ?? policy.region.chinese, now])
    for material in policy.materials {
      try run("INSERT INTO material VALUES (?, ?)", [material.id, material.maximum])
      guard let name = material.example, let bytes = examples[name] ?? Policy.shippedExample(name) else { continue }
      try run("INSERT OR REPLACE INTO example VALUES (?, ?)", [name, Data(bytes)])
    }
    try record("init", on: "store", by: Actor.office.name, before: "", after: "policy=\(policy.id)", at: now)
  }
}
