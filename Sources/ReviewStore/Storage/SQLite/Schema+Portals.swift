/// Migrations about what the portals of a store must agree on.
extension Schema {
  static let gate = """
    -- Who may use the store; see Gate.
    CREATE TABLE gate (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      reader INTEGER NOT NULL,
      token TEXT,
      place TEXT,
      isCopy INTEGER NOT NULL DEFAULT 0 CHECK (isCopy IN (0, 1)),
      endedAt INTEGER,
      copiedUpTo TEXT CHECK (length(copiedUpTo) = 64),
      CHECK ((token IS NULL) = (place IS NULL))
    ) STRICT;
    INSERT INTO gate (id, reader) VALUES (1, 27);
    """

  static let turns = """
    -- Which portal does what one of them does for all, and when it was last done.
    CREATE TABLE turn (
      chore TEXT PRIMARY KEY,
      holder TEXT NOT NULL,           -- of an opened store, made at random
      until INTEGER NOT NULL,
      doneAt INTEGER
    ) STRICT, WITHOUT ROWID;
    """

  static let secondFactors = """
    -- The secret of an authenticator app, encrypted with the store's key, and the last step of time of which a code was
    -- used: codes up to it are refused.
    ALTER TABLE staff ADD COLUMN secondFactor TEXT;
    ALTER TABLE staff ADD COLUMN secondFactorStep INTEGER;
    -- HMACs of the recovery codes that are left.
    CREATE TABLE recoveryCode (
      staff TEXT NOT NULL REFERENCES staff (name),
      secret TEXT NOT NULL,
      PRIMARY KEY (staff, secret)
    ) STRICT, WITHOUT ROWID;
    """

  static let passkeys = """
    -- Keys with which staff sign in besides the password. Only the public half is here.
    CREATE TABLE passkey (
      id TEXT PRIMARY KEY,            -- hexadecimal; the authenticator's own
      staff TEXT NOT NULL REFERENCES staff (name),
      label TEXT NOT NULL,
      publicKey TEXT NOT NULL,        -- 'es256:' or 'eddsa:', and hexadecimal
      counter INTEGER NOT NULL,       -- how often it had signed at its last use
      addedAt INTEGER NOT NULL,
      usedAt INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX passkeyByStaff ON passkey (staff);
    -- Challenges that were answered, for as long as they would be valid.
    CREATE TABLE usedChallenge (
      mark TEXT PRIMARY KEY,
      until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    -- Earlier programs would take the password alone of whoever has a passkey and no app.
    UPDATE gate SET reader = 32;
    """

  static let browsers = """
    ALTER TABLE visit ADD COLUMN browser TEXT;
    -- The browsers with which somebody has signed in. Of the value by which one is recognized only an HMAC is kept.
    CREATE TABLE browser (
      visitor TEXT NOT NULL,          -- as in a visit
      mark TEXT NOT NULL,
      kind TEXT NOT NULL,             -- 'firefox-windows'
      firstAt INTEGER NOT NULL,
      usedAt INTEGER NOT NULL,
      toldAt INTEGER,                 -- NULL until the owner was told of it
      PRIMARY KEY (visitor, mark)
    ) STRICT, WITHOUT ROWID;
    """

  static let passwordsOfStaff = """
    -- When it was set, and whether by somebody else, so that it has to be changed. Unknown before this migration.
    ALTER TABLE staff ADD COLUMN passwordAt INTEGER;
    ALTER TABLE staff ADD COLUMN passwordGiven INTEGER NOT NULL DEFAULT 0 CHECK (passwordGiven IN (0, 1));
    -- Hashes of the passwords before the present one, the latest first: they may not be used again.
    CREATE TABLE formerPassword (
      staff TEXT NOT NULL REFERENCES staff (name),
      place INTEGER NOT NULL CHECK (place >= 1),
      password TEXT NOT NULL,
      PRIMARY KEY (staff, place)
    ) STRICT, WITHOUT ROWID;
    """

  static let portals = """
    -- People who are signed in at a portal. Of a cookie's value only an HMAC is kept.
    CREATE TABLE visit (
      token TEXT PRIMARY KEY,
      visitor TEXT NOT NULL,          -- 'candidate R1', 'staff wang'
      stamp TEXT NOT NULL,            -- of the credentials when it began
      beganAt INTEGER NOT NULL,
      usedAt INTEGER NOT NULL,        -- at most a minute before the last use
      endedAt INTEGER,                -- set when the sign-in page is to tell that it ended
      news TEXT                       -- JSON: what the next page tells
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX visitByVisitor ON visit (visitor);

    -- Leaky buckets of wrong attempts to sign in. A bucket's name is an HMAC, because it is made of an address.
    CREATE TABLE attempt (
      bucket TEXT PRIMARY KEY,
      attempts INTEGER NOT NULL,      -- in millionths
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attemptByTime ON attempt (at);

    -- Which places the uploads with an idempotency key have filled. Written in the transaction of the upload.
    CREATE TABLE filled (
      registration INTEGER NOT NULL REFERENCES registration (id),
      key TEXT NOT NULL,
      material TEXT NOT NULL,
      position INTEGER NOT NULL,
      filledAt INTEGER NOT NULL,
      PRIMARY KEY (registration, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX filledByTime ON filled (filledAt);
    """
}
