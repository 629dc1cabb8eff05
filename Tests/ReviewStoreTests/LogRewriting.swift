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
        end = ChainHead(length: entry.sequence, hash: hash)
        last[entry.subject] = hash
      }
    }
  }

  /// Makes the stored nodes of the tree and the root of the last head fit the entries. Only the key can sign the head.
  func rewriteTree() throws {
    try database.writing { transaction in
      var edge = MerkleEdge()
      var nodes: [(node: MerkleNode, last: Int)] = []
      let size = try transaction.count("SELECT count(*) FROM audit")
      try transaction.each("SELECT sequence, hash FROM audit ORDER BY sequence") { row in
        let last: Int = try row["sequence"]
        edge.append(MerkleHash(entry: try row["hash"])) { nodes.append(($0, last)) }
      }
      try transaction.run("DELETE FROM node")
      for (node, last) in nodes {
        try transaction.run(
          "INSERT INTO node (level, number, hash, last) VALUES (?, ?, ?, ?)",
          [node.place.level, node.place.number, node.hash.hexadecimal, last])
      }
      try transaction.run(
        "UPDATE head SET root = ?, size = ? WHERE size = (SELECT max(size) FROM head)",
        [edge.root!.hexadecimal, size])
    }
  }

  /// Makes the log that of a store of version 21: one chain, and no tree.
  func revertToOneChain(_ change: (_ stated: String) -> String = { $0 }) throws {
    try rewriteLog(inOneChain: true, change)
    try database.writing { transaction in
      try transaction.run(Self.chainOfFirstMigration)
      let end = try transaction.chainHead()
      try transaction.run("INSERT INTO chain VALUES (1, ?, ?)", [end.length, end.hash])
    }
    try database.maintain {
      try $0.execute(
        sql: """
          ALTER TABLE store DROP COLUMN separatedAt;
          ALTER TABLE store DROP COLUMN eraEnd;
          DROP TABLE head;
          DROP TABLE node;
          DELETE FROM grdb_migrations
          WHERE identifier LIKE '22:%' OR identifier LIKE '24:%' OR identifier LIKE '30:%';
          """)
    }
  }

  /// Makes the log that of a store of version 23: the row that all acts wrote, with a hash over all entries.
  ///
  /// - Returns: the row, which `store.head` repeated.
  func revertToCommonRow() throws -> ChainHead {
    let end = try database.writing { transaction in
      try transaction.run(Self.chainOfFirstMigration.replacing("head TEXT", with: "running TEXT"))
      let eraEnd = try transaction.eraEnd()
      let hashes: [String] = try transaction.values("SELECT hash FROM audit ORDER BY sequence")
      let end = hashes.reduce(ChainHead.empty) {
        $0.length < eraEnd ? ChainHead(length: $0.length + 1, hash: $1) : $0.adding($1)
      }
      try transaction.run("INSERT INTO chain VALUES (1, ?, ?)", [end.length, end.hash])
      return end
    }
    try database.maintain {
      try $0.execute(
        sql: "ALTER TABLE node DROP COLUMN last; DELETE FROM grdb_migrations WHERE identifier LIKE '24:%'")
    }
    return end
  }

  private static let chainOfFirstMigration = """
    CREATE TABLE chain (id INTEGER PRIMARY KEY CHECK (id = 1), length INTEGER NOT NULL, head TEXT NOT NULL) STRICT
    """
}
