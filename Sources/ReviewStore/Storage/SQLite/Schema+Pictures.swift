/// Migrations about pictures: former ones, and what was seen of them.
extension Schema {
  static let formerAndSeen = """
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

  /// A partial index: most applications have no findings, and with a full index every act would have to update it.
  static let findingsOnly = """
    DROP INDEX registrationByFindings;
    DROP INDEX registrationBySiteAndFindings;
    CREATE INDEX registrationByFindings ON registration (state, findings DESC, since, id) WHERE findings > 0;
    CREATE INDEX registrationBySiteAndFindings ON registration (site, state, findings DESC, since, id) WHERE findings > 0;
    """

  static let detailsOfPages = """
    -- A small grey JPEG, by which one form filled in by two people is told apart; NULL for pictures without text, and for
    -- those that were brought before it was kept: they are compared by their signs alone.
    ALTER TABLE look ADD COLUMN detail BLOB;
    """

  static let incompletePapers = """
    -- Handed in, by itself, although required papers are missing.
    ALTER TABLE registration ADD COLUMN lacksPapers INTEGER NOT NULL DEFAULT 0 CHECK (lacksPapers IN (0, 1));
    """

  static let turnedByText = """
    -- By how many degrees the photo was turned clockwise by its text before it was stored.
    ALTER TABLE look ADD COLUMN turned INTEGER NOT NULL DEFAULT 0 CHECK (turned IN (0, 90, 180, 270));
    """

  static let numbersOfCards = """
    -- Whether the identity card in it bears the registration's number; NULL where none was compared.
    ALTER TABLE look ADD COLUMN cardNumber TEXT CHECK (cardNumber IN ('same', 'other', 'undecided'));
    """
}
