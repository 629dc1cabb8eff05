import GRDB

@testable import ReviewStore

/// The log rewritten, as an earlier version would have written it, or as somebody would who can change the database and
/// has no key.
extension ReviewStore {
  /// Rewrites what the entries state, and links them anew.
  ///
  /// - Parameter inOneChain: links each entry to the one before it, whatever its subject, as up to version 21 of the
  ///   schema.
  func rewriteLog(inOneChain: Bool = false, _ change: (_ stated: String) -> String = { $0 }) throws {
    try database.maintain { database in
      let eraEnd = inOneChain ? Int.max : try Int.fetchOne(database, sql: "SELECT eraEnd FROM store")!
      var end = ChainHead.empty
      var last: [String: String] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT * FROM audit ORDER BY sequence") {
        let (before, after) = (change(row["before"]), change(row["after"]))
        let (sequence, subject): (Int, String) = (row["sequence"], row["subject"])
        let previous = sequence <= eraEnd ? end.hash : last[subject] ?? ChainHead.empty.hash
        let hash = AuditEntry.link(previous, sequence, row["time"], row["actor"], row["action"], subject, before, after)
        try database.execute(
          sql: "UPDATE audit SET before = ?, after = ?, hash = ? WHERE sequence = ?",
          arguments: [before, after, hash, sequence])
        end = sequence <= eraEnd ? ChainHead(length: sequence, hash: hash) : end.adding(hash)
        last[subject] = hash
      }
      try database.execute(
        sql: "UPDATE chain SET length = ?, \(inOneChain ? "head" : "running") = ?", arguments: [end.length, end.hash])
    }
  }

  /// Makes the stored nodes of the tree and the root of the last head fit the entries. Only the key can sign the head.
  func rewriteTree() throws {
    try database.maintain { database in
      var edge = MerkleEdge()
      var nodes: [MerkleNode] = []
      let size = try Int.fetchOne(database, sql: "SELECT count(*) FROM audit")!
      for hash in try String.fetchAll(database, sql: "SELECT hash FROM audit ORDER BY sequence") {
        edge.append(MerkleHash(entry: hash)) { nodes.append($0) }
      }
      try database.execute(sql: "DELETE FROM node")
      for node in nodes {
        try database.execute(
          sql: "INSERT INTO node VALUES (?, ?, ?)",
          arguments: [node.place.level, node.place.number, node.hash.hexadecimal])
      }
      try database.execute(
        sql: "UPDATE head SET root = ?, size = ? WHERE size = (SELECT max(size) FROM head)",
        arguments: [edge.root!.hexadecimal, size])
    }
  }

  /// Makes the log that of a store of version 21: one chain, and no tree.
  func revertToOneChain(_ change: (_ stated: String) -> String = { $0 }) throws {
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
    try rewriteLog(inOneChain: true, change)
  }
}
