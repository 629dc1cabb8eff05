/// Migrations about the log and the keys.
extension Schema {
  static let beginningOfReplay = """
    -- Entries up to this one may have been written under other rules; what they tell is not held against rows in detail.
    ALTER TABLE store ADD COLUMN replayFrom INTEGER NOT NULL DEFAULT 0;
    UPDATE store SET replayFrom = coalesce((SELECT length FROM chain), 0);
    """

  static let keyOfTheDoor = """
    -- Signs what browsers keep beyond a restart; made when a portal first asks for it.
    CREATE TABLE door (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      key BLOB NOT NULL CHECK (length(key) = 32)
    ) STRICT;
    """

  static let saltsOfSeals = """
    -- Random; goes into the seal of the row that stands in the log, and goes with the person's data.
    ALTER TABLE registration ADD COLUMN salt TEXT CHECK (length(salt) = 32);
    """

  static let treeOfLog = """
    -- The hash over all entries; see ChainHead. The new name stops programs of the version before, which are still
    -- running and would link their entries otherwise.
    ALTER TABLE chain RENAME COLUMN head TO running;
    -- Entries up to this one are linked in one chain; each later one to its subject's last entry.
    ALTER TABLE store ADD COLUMN eraEnd INTEGER NOT NULL DEFAULT 0;
    UPDATE store SET eraEnd = coalesce((SELECT length FROM chain), 0);
    -- The signed heads of the log's Merkle tree.
    CREATE TABLE head (
      size INTEGER PRIMARY KEY CHECK (size > 0),
      root TEXT NOT NULL CHECK (length(root) = 64),
      time INTEGER NOT NULL,
      eraEnd INTEGER NOT NULL,
      previous TEXT NOT NULL CHECK (length(previous) = 64),
      signature TEXT NOT NULL CHECK (length(signature) = 128)
    ) STRICT;
    -- Its nodes over 256, 256², … entries.
    CREATE TABLE node (
      level INTEGER NOT NULL CHECK (level > 0),
      number INTEGER NOT NULL CHECK (number >= 0),
      hash TEXT NOT NULL CHECK (length(hash) = 64),
      PRIMARY KEY (level, number)
    ) STRICT, WITHOUT ROWID;
    """

  static let noCommonRow = """
    -- Every act wrote this row, so that all acts waited for each other.
    DROP TABLE chain;
    -- The sequence number of the node's last entry. There had been no gaps between the numbers.
    ALTER TABLE node ADD COLUMN last INTEGER NOT NULL DEFAULT 0;
    UPDATE node SET last = (number + 1) * CASE level WHEN 1 THEN 256 WHEN 2 THEN 65536 ELSE 16777216 END;
    """
}
