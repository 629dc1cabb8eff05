import GRDB

/// Migrations about candidates: passwords, messages, appeals, more time, and clerks who upload for them.
extension Schema {
  static let candidatesPasswords = """
    -- The password with which a candidate signs in to the portal: scrypt, with its salt and cost.
    CREATE TABLE credential (
      registration INTEGER PRIMARY KEY REFERENCES registration (id),
      password TEXT NOT NULL,
      changedAt INTEGER NOT NULL
    ) STRICT;
    """

  static let afterthoughts = """
    -- Taken back while a sender had it: should the sender fail, it is not tried again.
    ALTER TABLE notice ADD COLUMN recalled INTEGER NOT NULL DEFAULT 0 CHECK (recalled IN (0, 1));
    -- The reviewer's words of a rejection, for the message that a later publication writes.
    ALTER TABLE registration ADD COLUMN rejectionNote TEXT CHECK (rejectionNote IS NULL OR state = 'rejected');
    -- One row while what was erased may still stand in the database's log, because somebody was reading.
    CREATE TABLE trace (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT;
    """

  static let candidatesVersions = """
    -- Raised by what the candidate sees; never by what the policy does not show yet.
    ALTER TABLE registration ADD COLUMN candidateVersion INTEGER NOT NULL DEFAULT 1 CHECK (candidateVersion >= 1);
    UPDATE registration SET candidateVersion = version;
    """

  static let reachedAt = """
    -- When the candidate first saw the message; NULL until then.
    ALTER TABLE message ADD COLUMN seenAt INTEGER;
    -- When the gateway reported that the SMS had been delivered; NULL until then.
    ALTER TABLE notice ADD COLUMN deliveredAt INTEGER CHECK (deliveredAt IS NULL OR state = 'sent');
    """

  static let appeals = """
    ALTER TABLE registration ADD COLUMN rejectedBy TEXT;
    UPDATE registration SET rejectedBy = (SELECT actor FROM audit WHERE subject = number AND action = 'reject'
      ORDER BY sequence DESC LIMIT 1) WHERE state = 'rejected';
    ALTER TABLE registration ADD COLUMN appealBy INTEGER;
    ALTER TABLE registration ADD COLUMN appealed INTEGER NOT NULL DEFAULT 0 CHECK (appealed IN (0, 1));

    -- A candidate's appeal against a rejection, with both decisions.
    CREATE TABLE appeal (
      registration INTEGER PRIMARY KEY REFERENCES registration (id),
      level TEXT NOT NULL CHECK (level IN ('site', 'region')),
      firstDecider TEXT NOT NULL,
      firstNote TEXT NOT NULL,
      words TEXT NOT NULL,
      filedAt INTEGER NOT NULL,
      outcome TEXT CHECK (outcome IN ('upheld', 'granted')),
      decider TEXT CHECK (decider <> firstDecider),
      note TEXT,
      decidedAt INTEGER,
      CHECK ((outcome IS NULL) = (decider IS NULL) AND (outcome IS NULL) = (note IS NULL)
        AND (outcome IS NULL) = (decidedAt IS NULL))
    ) STRICT;
    CREATE INDEX appealByOutcome ON appeal (outcome);
    """

  /// Lets staff have the role of a clerk.
  static func letStaffBeClerks(_ database: Database) throws {
    try changeStaffTable(database, replacing: "'admin')", with: "'admin', 'clerk')")
  }

  /// SQLite cannot change a CHECK, so the table is made anew, with the columns and indexes that it has.
  static func changeStaffTable(_ database: Database, replacing old: String, with new: String) throws {
    let objects = try Row.fetchAll(
      database, sql: "SELECT type, sql FROM sqlite_schema WHERE tbl_name = 'staff' AND sql IS NOT NULL")
    let table: String = objects.first { $0["type"] == "table" }?["sql"] ?? ""
    // SQLite quotes the name of a table that was renamed.
    let wider = table.replacing("CREATE TABLE \"staff\"", with: "CREATE TABLE staff")
      .replacing("CREATE TABLE staff", with: "CREATE TABLE staffAnew")
      .replacing(old, with: new)
    try database.execute(
      sql:
        "\(wider); INSERT INTO staffAnew SELECT * FROM staff; DROP TABLE staff; ALTER TABLE staffAnew RENAME TO staff")
    for object in objects where object["type"] != "table" { try database.execute(sql: object["sql"]) }
  }

  static let helpers = """
    ALTER TABLE staff ADD COLUMN organisation TEXT CHECK ((role = 'clerk') = (organisation IS NOT NULL));
    -- What a clerk tells candidates, so that they find exactly this clerk.
    ALTER TABLE staff ADD COLUMN clerkCode TEXT CHECK ((role = 'clerk') = (clerkCode IS NOT NULL));
    CREATE UNIQUE INDEX staffByClerkCode ON staff (clerkCode) WHERE clerkCode IS NOT NULL;

    -- The clerk whom the candidate has allowed to upload.
    ALTER TABLE registration ADD COLUMN helper TEXT;
    ALTER TABLE registration ADD COLUMN helperSince INTEGER CHECK ((helper IS NULL) = (helperSince IS NULL));
    ALTER TABLE registration ADD COLUMN helperToldAt INTEGER CHECK (helperToldAt IS NULL OR helper IS NOT NULL);
    CREATE INDEX registrationByHelper ON registration (helper) WHERE helper IS NOT NULL;
    -- The clerk who uploaded the picture; NULL if the candidate did.
    ALTER TABLE slot ADD COLUMN broughtBy TEXT CHECK (broughtBy IS NULL OR sha256 IS NOT NULL);
    """

  static let moreTimeToUpload = """
    -- Until when this candidate may upload although the window is over.
    ALTER TABLE registration ADD COLUMN uploadUntil INTEGER;
    """
}
