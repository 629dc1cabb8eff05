@testable import ReviewStore

/// The log rewritten, as an earlier version would have written it, or as somebody would who can change the database and
/// has no key.
extension ReviewStore {
  /// Rewrites what the entries state, and links them anew.
  ///
  /// - Parameter inOneChain: links each entry to the one before it, whatever its subject, as up to version 21 of the
  ///   schema.
  func rewriteLog(inOneChain: Bool = false, _ change: (_ stated: String) -> String = { $0 }) throws {
    try database.writing { transaction in
      let eraEnd = inOneChain ? Int.max : try transaction.eraEnd()
      var end = ChainHead.empty
      var last: [String: String] = [:]
      let entries = try transaction.rows(
        "SELECT sequence, time, actor, action, subject, before, after FROM audit ORDER BY sequence"
      ) { row in
        (
          sequence: try row["sequence"] as Int, time: try row["time"] as Moment, actor: try row["actor"] as String,
          action: try row["action"] as String, subject: try row["subject"] as String,
          before: change(try row["before"]), after: change(try row["after"])
        )
      }
      for entry in entries {
        let previous = entry.sequence <= eraEnd ? end.hash : last[entry.subject] ?? ChainHead.empty.hash
        let hash = AuditEntry.link(
          previous, entry.sequence, entry.time, entry.actor, entry.action, entry.subject, entry.before, entry.after)
        try transaction.run(
          "UPDATE audit SET before = ?, after = ?, hash = ? WHERE sequence = ?",
          [entry.before, entry.after, hash, entry.sequence])
        end = entry.sequence <= eraEnd ? ChainHead(length: entry.sequence, hash: hash) : end.adding(hash)
        last[entry.subject] = hash
      }
      try transaction.run("UPDATE chain SET length = ?, running = ?", [end.length, end.hash])
    }
  }

  /// Makes the stored nodes of the tree and the root of the last head fit the entries. Only the key can sign the head.
  func rewriteTree() throws {
    try database.writing { transaction in
      var edge = MerkleEdge()
      var nodes: [MerkleNode] = []
      let size = try transaction.count("SELECT count(*) FROM audit")
      for hash in try transaction.values("SELECT hash FROM audit ORDER BY sequence") as [String] {
        edge.append(MerkleHash(entry: hash)) { nodes.append($0) }
      }
      try transaction.run("DELETE FROM node")
      for node in nodes {
        try transaction.run(
          "INSERT INTO node VALUES (?, ?, ?)", [node.place.level, node.place.number, node.hash.hexadecimal])
      }
      try transaction.run(
        "UPDATE head SET root = ?, size = ? WHERE size = (SELECT max(size) FROM head)",
        [edge.root!.hexadecimal, size])
    }
  }

  /// Makes the log that of a store of version 21: one chain, and no tree.
  func revertToOneChain(_ change: (_ stated: String) -> String = { $0 }) throws {
    try rewriteLog(inOneChain: true, change)
    try database.maintain {
      try $0.execute(
        sql: """
          ALTER TABLE chain RENAME COLUMN running TO head;
          ALTER TABLE store DROP COLUMN eraEnd;
          DROP TABLE head;
          DROP TABLE node;
          DELETE FROM grdb_migrations WHERE identifier LIKE '22:%';
          """)
    }
  }
}
