import Wording

extension SealedHead {
  /// A signed head of the log.
  public var json: JSON {
    [
      "size": .integer(size), "root": .string(root), "time": .time(time),
      "milliseconds": .integer(Int(time.milliseconds)),
      "eraEnd": .integer(eraEnd), "previous": .string(previous), "signature": .string(signature),
    ]
  }
}

extension LogProof {
  /// Everything that `Scripts/check-log-proof` needs.
  public var json: JSON {
    [
      "subject": .string(subject), "head": head.json, "publicKey": .string(publicKey), "unsealed": .integer(unsealed),
      "entries": .list(entries.map(\.json)),
    ]
  }
}

extension LogProof.Entry {
  /// The entry with the fields as its hash covers them, its leaf in the tree, and the path to the root.
  fileprivate var json: JSON {
    entry.json.adding([
      "milliseconds": .integer(Int(entry.time.milliseconds)), "storedBefore": .string(entry.before.stored),
      "storedAfter": .string(entry.after.stored), "previous": .string(previous), "leaf": .integer(leaf),
      "path": .list(path),
    ])
  }
}
