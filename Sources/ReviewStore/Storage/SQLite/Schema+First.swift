/// The tables of the first migration.
extension Schema {
  /// Rules that concern one table are CHECK constraints too, so that no code path around the workflow can break them.
  /// Times are milliseconds since 1970 (``Moment``).
  static let first = """
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
}
