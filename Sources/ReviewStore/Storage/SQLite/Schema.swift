import GRDB
import Wording

/// The database's migrations. Opening an older store runs those it lacks. Never edit a released migration.
enum Schema {
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    for (name, sql) in [
      ("1: registrations, pictures, staff, messages, notices, audit", first),
      ("2: candidates' passwords", candidatesPasswords),
      ("3: notices taken back underway, words of rejections, traces of the erased", afterthoughts),
      ("4: former pictures, what was seen of pictures, which look the same", formerAndSeen),
      ("5: from where the log tells all", beginningOfReplay),
      ("6: only those with findings are in order of findings", findingsOnly),
      ("7: candidates' own versions", candidatesVersions),
      ("8: the key of the door", keyOfTheDoor),
      ("9: salts of seals", saltsOfSeals),
      // No row changes. The migration only keeps older programs, which cannot read the new entries, from opening the
      // store.
      ("10: entries of the log in their second version", ""),
      ("11: details of pages", detailsOfPages),
      ("12: when candidates were reached", reachedAt),
    ] {
      migrator.registerMigration(name) { try $0.execute(sql: sql) }
    }
    migrator.registerMigration("13: whose papers are incomplete") { database in
      try database.execute(sql: incompletePapers)
      try SQLiteTransaction(database, key: nil).markIncompletePapers()
    }
    for (name, sql) in [
      ("14: the time of the last act on a registration", lastActs),
      ("15: the office's lists of sites and categories", officeLists),
    ] {
      migrator.registerMigration(name) { try $0.execute(sql: sql) }
    }
    migrator.registerMigration("16: appeals") { try $0.execute(sql: appeals) }
    migrator.registerMigration("17: pictures turned by their text") { try $0.execute(sql: turnedByText) }
    migrator.registerMigration("18: conflicts of interest, daily caps and absences") { try $0.execute(sql: fairness) }
    migrator.registerMigration("19: second looks") { try $0.execute(sql: secondLooks) }
    migrator.registerMigration("20: clerks who upload for candidates") { database in
      try letStaffBeClerks(database)
      try database.execute(sql: helpers)
    }
    migrator.registerMigration("21: more time to upload, and what searches read") {
      try $0.execute(sql: moreTimeToUpload + searchText)
    }
    return migrator
  }()

  /// Rules that concern one table are CHECK constraints too, so that no code path around the workflow can break them.
  /// Times are milliseconds since 1970 (``Moment``).
  private static let first = """
    CREATE TABLE store (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      policy TEXT NOT NULL,           -- the policy's YAML, as it was when the store was made
      region TEXT NOT NULL,
      createdAt INTEGER NOT NULL
    ) STRICT;

    -- What the policy's materials hold at most: for the checks on `slot`.
    CREATE TABLE material (
      id TEXT PRIMARY KEY,
      maximum INTEGER NOT NULL CHECK (maximum >= 1)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE example (
      name TEXT PRIMARY KEY,
      content BLOB NOT NULL
    ) STRICT;

    -- One person's entry for one exam, and where its application stands.
    CREATE TABLE registration (
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL UNIQUE CHECK (length(number) > 0),
      name TEXT,
      category TEXT NOT NULL,
      site TEXT NOT NULL,
      idNumber TEXT,
      identity TEXT NOT NULL CHECK (identity IN ('domestic', 'foreign-passport')),
      isReturning INTEGER NOT NULL CHECK (isReturning IN (0, 1)),
      practicalPassed INTEGER NOT NULL CHECK (practicalPassed IN (0, 1)),
      mobile TEXT,
      address TEXT,
      createdAt INTEGER NOT NULL,
      erasedAt INTEGER,

      activated INTEGER NOT NULL DEFAULT 0 CHECK (activated IN (0, 1)),
      state TEXT NOT NULL DEFAULT 'filling' CHECK (state IN ('filling', 'submitted', 'sitePassed', 'regionPassed',
        'returned', 'rejected', 'payment', 'preparing', 'passed', 'failed')),
      version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
      siteResult TEXT CHECK (siteResult IN ('passed', 'returned', 'rejected')),
      sitePublished INTEGER NOT NULL DEFAULT 0 CHECK (sitePublished IN (0, 1)),
      regionResult TEXT CHECK (regionResult IN ('passed', 'returned', 'rejected')),
      regionPublished INTEGER NOT NULL DEFAULT 0 CHECK (regionPublished IN (0, 1)),
      claimStaff TEXT REFERENCES staff (name),
      claimUntil INTEGER,
      since INTEGER NOT NULL,
      decisionSince INTEGER,
      decisionVersion INTEGER,
      nextLevelActed INTEGER NOT NULL DEFAULT 0 CHECK (nextLevelActed IN (0, 1)),
      reactBy INTEGER,

      CHECK ((claimStaff IS NULL) = (claimUntil IS NULL)),
      CHECK ((decisionSince IS NULL) = (decisionVersion IS NULL)),
      CHECK (state = 'filling' OR activated = 1),
      CHECK (claimStaff IS NULL OR state IN ('submitted', 'sitePassed')),
      CHECK (reactBy IS NULL OR state = 'returned'),
      CHECK (erasedAt IS NULL OR (name IS NULL AND idNumber IS NULL AND mobile IS NULL AND address IS NULL))
    ) STRICT;
    CREATE INDEX registrationByState ON registration (state, since, id);
    CREATE INDEX registrationBySite ON registration (site, state, since, id);
    CREATE INDEX registrationByPerson ON registration (idNumber) WHERE idNumber IS NOT NULL;
    CREATE INDEX registrationByReaction ON registration (reactBy) WHERE reactBy IS NOT NULL;

    -- A place for a picture, what is there, and what reviewers said of it.
    CREATE TABLE slot (
      registration INTEGER NOT NULL REFERENCES registration (id),
      material TEXT NOT NULL REFERENCES material (id),
      position INTEGER NOT NULL CHECK (position >= 1),
      sha256 TEXT CHECK (length(sha256) = 64),
      bytes INTEGER CHECK (bytes > 0),
      width INTEGER CHECK (width > 0),
      height INTEGER CHECK (height > 0),
      mark TEXT CHECK (mark IN ('accepted', 'wanted')),
      note TEXT,
      kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
      acceptedBefore INTEGER NOT NULL CHECK (acceptedBefore IN (0, 1)),
      told INTEGER NOT NULL CHECK (told IN (0, 1)),
      opened INTEGER NOT NULL CHECK (opened IN (0, 1)),
      PRIMARY KEY (registration, material, position),
      CHECK ((sha256 IS NULL) = (bytes IS NULL) AND (sha256 IS NULL) = (width IS NULL)
        AND (sha256 IS NULL) = (height IS NULL)),
      CHECK ((note IS NOT NULL) = (mark IS 'wanted')),
      CHECK (mark IS NOT 'accepted' OR sha256 IS NOT NULL)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX slotByPicture ON slot (sha256) WHERE sha256 IS NOT NULL;
    CREATE TRIGGER slotWithinMaximum BEFORE INSERT ON slot
      WHEN NEW.position > (SELECT maximum FROM material WHERE id = NEW.material)
      BEGIN SELECT RAISE(ABORT, 'a material holds no more pictures than its maximum'); END;

    CREATE TABLE staff (
      name TEXT PRIMARY KEY CHECK (length(name) > 0),
      role TEXT NOT NULL CHECK (role IN ('site', 'region', 'admin')),
      site TEXT,
      disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
      password TEXT,                  -- scrypt, with its salt and cost
      failures INTEGER NOT NULL DEFAULT 0,
      blockedUntil INTEGER,
      createdAt INTEGER NOT NULL,
      CHECK ((role = 'site') = (site IS NOT NULL))
    ) STRICT, WITHOUT ROWID;

    -- One-time sign-in codes of candidates, hashed.
    CREATE TABLE code (
      registration INTEGER PRIMARY KEY REFERENCES registration (id),
      secret TEXT NOT NULL,
      expiresAt INTEGER NOT NULL,
      failures INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE message (
      id INTEGER PRIMARY KEY,
      registration INTEGER NOT NULL REFERENCES registration (id),
      time INTEGER NOT NULL,
      kind TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX messageByRegistration ON message (registration, id);

    CREATE TABLE notice (
      id INTEGER PRIMARY KEY,
      registration INTEGER NOT NULL REFERENCES registration (id),
      kind TEXT NOT NULL,
      text TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'dead', 'cancelled')),
      attempts INTEGER NOT NULL DEFAULT 0,
      createdAt INTEGER NOT NULL,
      nextAttempt INTEGER NOT NULL,   -- while sending: when the lease ends
      sentAt INTEGER,
      problem TEXT,
      CHECK ((sentAt IS NOT NULL) = (state = 'sent'))
    ) STRICT;
    CREATE INDEX noticeByState ON notice (state, nextAttempt, id);
    CREATE INDEX noticeByRegistration ON notice (registration, id);

    CREATE TABLE audit (
      sequence INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      hash TEXT NOT NULL CHECK (length(hash) = 64)
    ) STRICT;
    CREATE INDEX auditBySubject ON audit (subject, sequence);

    -- The chain's end, kept apart from the entries so that a cut-off end is noticed.
    CREATE TABLE chain (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      length INTEGER NOT NULL,
      head TEXT NOT NULL
    ) STRICT;

    -- Pictures that no row needs any longer, until their files are gone.
    CREATE TABLE discarded (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    """

  private static let candidatesPasswords = """
    -- The password with which a candidate signs in to the portal: scrypt, with its salt and cost.
    CREATE TABLE credential (
      registration INTEGER PRIMARY KEY REFERENCES registration (id),
      password TEXT NOT NULL,
      changedAt INTEGER NOT NULL
    ) STRICT;
    """

  private static let afterthoughts = """
    -- Taken back while a sender had it: should the sender fail, it is not tried again.
    ALTER TABLE notice ADD COLUMN recalled INTEGER NOT NULL DEFAULT 0 CHECK (recalled IN (0, 1));
    -- The reviewer's words of a rejection, for the message that a later publication writes.
    ALTER TABLE registration ADD COLUMN rejectionNote TEXT CHECK (rejectionNote IS NULL OR state = 'rejected');
    -- One row while what was erased may still stand in the database's log, because somebody was reading.
    CREATE TABLE trace (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT;
    """

  private static let formerAndSeen = """
    -- Brought after a return and not handed in since.
    ALTER TABLE slot ADD COLUMN fresh INTEGER NOT NULL DEFAULT 0 CHECK (fresh IN (0, 1));

    -- What was at a place before, for reviewers to compare with.
    CREATE TABLE former (
      registration INTEGER NOT NULL REFERENCES registration (id),
      material TEXT NOT NULL REFERENCES material (id),
      position INTEGER NOT NULL CHECK (position >= 1),
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      bytes INTEGER NOT NULL CHECK (bytes > 0),
      width INTEGER NOT NULL CHECK (width > 0),
      height INTEGER NOT NULL CHECK (height > 0),
      origin TEXT NOT NULL CHECK (origin IN ('attempt', 'last-year')),
      until INTEGER NOT NULL,
      PRIMARY KEY (registration, material, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX formerByPicture ON former (sha256);

    -- What was seen of the picture at a place when it was brought.
    CREATE TABLE look (
      id INTEGER PRIMARY KEY,
      registration INTEGER NOT NULL REFERENCES registration (id),
      material TEXT NOT NULL,
      position INTEGER NOT NULL,
      findings TEXT NOT NULL,         -- JSON: [{code, severity, score, en, zh}]
      signs BLOB CHECK (length(signs) = 128),
      UNIQUE (registration, material, position)
    ) STRICT;
    -- Under which numbers pictures that look alike are looked for; eight a picture.
    CREATE TABLE lookKey (
      key INTEGER NOT NULL,
      look INTEGER NOT NULL,
      PRIMARY KEY (key, look)
    ) STRICT, WITHOUT ROWID;
    -- Two pictures that look the same; each pair stands here both ways round.
    CREATE TABLE twin (
      look INTEGER NOT NULL REFERENCES look (id) ON DELETE CASCADE,
      other INTEGER NOT NULL REFERENCES look (id) ON DELETE CASCADE,
      PRIMARY KEY (look, other)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX twinByOther ON twin (other);

    -- How much there is to say of a registration's pictures.
    ALTER TABLE registration ADD COLUMN findings INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX registrationByFindings ON registration (state, findings DESC, since, id);
    CREATE INDEX registrationBySiteAndFindings ON registration (site, state, findings DESC, since, id);
    """

  private static let beginningOfReplay = """
    -- Entries up to this one may have been written under other rules; what they tell is not held against rows in detail.
    ALTER TABLE store ADD COLUMN replayFrom INTEGER NOT NULL DEFAULT 0;
    UPDATE store SET replayFrom = coalesce((SELECT length FROM chain), 0);
    """

  private static let candidatesVersions = """
    -- Raised by what the candidate sees; never by what the policy does not show yet.
    ALTER TABLE registration ADD COLUMN candidateVersion INTEGER NOT NULL DEFAULT 1 CHECK (candidateVersion >= 1);
    UPDATE registration SET candidateVersion = version;
    """

  private static let saltsOfSeals = """
    -- Random; goes into the seal of the row that stands in the log, and goes with the person's data.
    ALTER TABLE registration ADD COLUMN salt TEXT CHECK (length(salt) = 32);
    """

  private static let detailsOfPages = """
    -- A small grey JPEG, by which one form filled in by two people is told apart; NULL for pictures without text, and for
    -- those that were brought before it was kept: they are compared by their signs alone.
    ALTER TABLE look ADD COLUMN detail BLOB;
    """

  private static let reachedAt = """
    -- When the candidate first saw the message; NULL until then.
    ALTER TABLE message ADD COLUMN seenAt INTEGER;
    -- When the gateway reported that the SMS had been delivered; NULL until then.
    ALTER TABLE notice ADD COLUMN deliveredAt INTEGER CHECK (deliveredAt IS NULL OR state = 'sent');
    """

  private static let appeals = """
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

  private static let turnedByText = """
    -- By how many degrees the photo was turned clockwise by its text before it was stored.
    ALTER TABLE look ADD COLUMN turned INTEGER NOT NULL DEFAULT 0 CHECK (turned IN (0, 90, 180, 270));
    """

  private static let fairness = """
    -- A member of staff who keeps away from a registration, with the reason in words.
    CREATE TABLE conflict (
      registration INTEGER NOT NULL REFERENCES registration (id),
      staff TEXT NOT NULL REFERENCES staff (name),
      kind TEXT NOT NULL CHECK (kind IN ('own', 'declared')),
      reason TEXT NOT NULL,
      declaredBy TEXT NOT NULL,
      declaredAt INTEGER NOT NULL,
      PRIMARY KEY (registration, staff)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX conflictByStaff ON conflict (staff);

    -- How many decisions a day "next" leads a member of staff to; NULL for any number.
    ALTER TABLE staff ADD COLUMN dailyCap INTEGER CHECK (dailyCap >= 0);
    -- Days on which a member of staff is absent, as 2024-01-26; both included.
    CREATE TABLE absence (
      staff TEXT NOT NULL REFERENCES staff (name),
      firstDay TEXT NOT NULL CHECK (length(firstDay) = 10),
      lastDay TEXT NOT NULL CHECK (length(lastDay) = 10 AND lastDay >= firstDay),
      PRIMARY KEY (staff, firstDay)
    ) STRICT, WITHOUT ROWID;
    -- For counting what somebody has decided today.
    CREATE INDEX auditOfDecisions ON audit (actor, time) WHERE action IN ('pass', 'return', 'reject', 'second-look');
    """

  /// SQLite cannot change a CHECK, so the table is made anew, with the columns and indexes that it has.
  private static func letStaffBeClerks(_ database: Database) throws {
    let objects = try Row.fetchAll(
      database, sql: "SELECT type, sql FROM sqlite_schema WHERE tbl_name = 'staff' AND sql IS NOT NULL")
    let table: String = objects.first { $0["type"] == "table" }?["sql"] ?? ""
    // SQLite quotes the name of a table that was renamed.
    let wider = table.replacing("CREATE TABLE \"staff\"", with: "CREATE TABLE staff")
      .replacing("CREATE TABLE staff", with: "CREATE TABLE staffAnew")
      .replacing("'admin')", with: "'admin', 'clerk')")
    try database.execute(
      sql:
        "\(wider); INSERT INTO staffAnew SELECT * FROM staff; DROP TABLE staff; ALTER TABLE staffAnew RENAME TO staff")
    for object in objects where object["type"] != "table" { try database.execute(sql: object["sql"]) }
  }

  private static let helpers = """
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

  private static let moreTimeToUpload = """
    -- Until when this candidate may upload although the window is over.
    ALTER TABLE registration ADD COLUMN uploadUntil INTEGER;
    """

  /// A search reads one narrow index instead of all rows. Expressions of an index would not do: SQLite reads the rows
  /// all the same.
  private static let searchText = """
    -- The number and the name without blanks and in upper case, a line each; triggers keep it.
    ALTER TABLE registration ADD COLUMN searchText TEXT;
    UPDATE registration SET searchText = \(searchable(""));
    CREATE INDEX registrationBySearchText ON registration (searchText);
    CREATE TRIGGER registrationEntered AFTER INSERT ON registration
      BEGIN UPDATE registration SET searchText = \(searchable("NEW.")) WHERE id = NEW.id; END;
    CREATE TRIGGER registrationRenamed AFTER UPDATE OF number, name ON registration
      BEGIN UPDATE registration SET searchText = \(searchable("NEW.")) WHERE id = NEW.id; END;
    -- The sites and categories in use.
    CREATE INDEX registrationBySiteInUse ON registration (site, erasedAt);
    CREATE INDEX registrationByCategory ON registration (category, site, erasedAt);
    """

  /// What the text to search is made of, from columns with a prefix.
  static func searchable(_ row: String) -> String {
    func plain(_ column: String) -> String {
      "upper(replace(replace(coalesce(\(row)\(column), ''), ' ', ''), '\u{3000}', ''))"
    }
    return "\(plain("number")) || char(10) || \(plain("name"))"
  }

  private static let secondLooks = """
    -- Decisions that were drawn for a second look, with both verdicts; what was found wrong is JSON.
    CREATE TABLE secondLook (
      registration INTEGER NOT NULL REFERENCES registration (id),
      version INTEGER NOT NULL,       -- of the application, right after the first decision
      level TEXT NOT NULL CHECK (level IN ('site', 'region')),
      firstDecider TEXT NOT NULL,
      firstResult TEXT NOT NULL CHECK (firstResult IN ('passed', 'returned', 'rejected')),
      firstFaults TEXT NOT NULL,
      drawnAt INTEGER NOT NULL,
      reviewer TEXT CHECK (reviewer <> firstDecider),
      result TEXT CHECK (result IN ('passed', 'returned')),
      faults TEXT,
      givenAt INTEGER,
      lapsedAt INTEGER CHECK (lapsedAt IS NULL OR reviewer IS NULL),
      PRIMARY KEY (registration, version),
      CHECK ((reviewer IS NULL) = (result IS NULL) AND (reviewer IS NULL) = (faults IS NULL)
        AND (reviewer IS NULL) = (givenAt IS NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX secondLookOpen ON secondLook (drawnAt) WHERE reviewer IS NULL AND lapsedAt IS NULL;
    -- Decisions up to this entry were not drawn.
    ALTER TABLE store ADD COLUMN drawnFrom INTEGER NOT NULL DEFAULT 0;
    UPDATE store SET drawnFrom = coalesce((SELECT length FROM chain), 0);
    """

  private static let keyOfTheDoor = """
    -- Signs what browsers keep beyond a restart; made when a portal first asks for it.
    CREATE TABLE door (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      key BLOB NOT NULL CHECK (length(key) = 32)
    ) STRICT;
    """

  private static let incompletePapers = """
    -- Handed in, by itself, although required papers are missing.
    ALTER TABLE registration ADD COLUMN lacksPapers INTEGER NOT NULL DEFAULT 0 CHECK (lacksPapers IN (0, 1));
    """

  private static let lastActs = """
    -- The time of the last entry of the log about it, for the order of the list.
    ALTER TABLE registration ADD COLUMN lastActAt INTEGER NOT NULL DEFAULT 0;
    UPDATE registration SET lastActAt = coalesce((SELECT max(time) FROM audit WHERE subject = number), createdAt);
    """

  private static let officeLists = """
    -- Names that the office entered in its lists; more may stand in the policy.
    CREATE TABLE listed (
      list TEXT NOT NULL CHECK (list IN ('sites', 'categories')),
      name TEXT NOT NULL CHECK (length(name) > 0),
      PRIMARY KEY (list, name)
    ) STRICT, WITHOUT ROWID;
    """

  /// A partial index: most applications have no findings, and with a full index every act would have to update it.
  private static let findingsOnly = """
    DROP INDEX registrationByFindings;
    DROP INDEX registrationBySiteAndFindings;
    CREATE INDEX registrationByFindings ON registration (state, findings DESC, since, id) WHERE findings > 0;
    CREATE INDEX registrationBySiteAndFindings ON registration (site, state, findings DESC, since, id) WHERE findings > 0;
    """
}
