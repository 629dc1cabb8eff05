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
}
