import GRDB

/// Migrations about the office: lists, the order and the search of registrations, fairness, and second looks.
extension Schema {
  private static let roles = "'admin', 'clerk')"
  private static let moreRoles = "'admin', 'clerk', 'system', 'security', 'audit')"

  /// Lets staff have one of the three roles of administrators.
  static func letStaffBeAdministrators(_ database: Database) throws {
    try changeStaffTable(database, replacing: roles, with: moreRoles)
  }

  static let letStaffBeAdministratorsOnPostgreSQL = """
    ALTER TABLE staff DROP CONSTRAINT staff_role_check;
    ALTER TABLE staff ADD CONSTRAINT staff_role_check CHECK (role IN ('site', 'region', \(moreRoles));

    """

  static let separateDuties = """
    -- Since when an admin's tasks are divided among three roles; NULL while they are not.
    ALTER TABLE store ADD COLUMN separatedAt INTEGER;
    -- Earlier programs cannot read the three roles.
    UPDATE gate SET reader = 30;
    """

  static let officeLists = """
    -- Names that the office entered in its lists; more may stand in the policy.
    CREATE TABLE listed (
      list TEXT NOT NULL CHECK (list IN ('sites', 'categories')),
      name TEXT NOT NULL CHECK (length(name) > 0),
      PRIMARY KEY (list, name)
    ) STRICT, WITHOUT ROWID;
    """

  static let lastActs = """
    -- The time of the last entry of the log about it, for the order of the list.
    ALTER TABLE registration ADD COLUMN lastActAt INTEGER NOT NULL DEFAULT 0;
    UPDATE registration SET lastActAt = coalesce((SELECT max(time) FROM audit WHERE subject = number), createdAt);
    """

  static let fairness = """
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

  static let secondLooks = """
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

  /// A search reads one narrow index instead of all rows. Expressions of an index would not do: SQLite reads the rows
  /// all the same.
  static let searchText = """
    -- The number and the name without blanks and in upper case, a line each; triggers keep it.
    ALTER TABLE registration ADD COLUMN searchText TEXT;
    UPDATE registration SET searchText = \(Dialect.sqlite.searchText(""));
    CREATE INDEX registrationBySearchText ON registration (searchText);
    CREATE TRIGGER registrationEntered AFTER INSERT ON registration
      BEGIN UPDATE registration SET searchText = \(Dialect.sqlite.searchText("NEW.")) WHERE id = NEW.id; END;
    CREATE TRIGGER registrationRenamed AFTER UPDATE OF number, name ON registration
      BEGIN UPDATE registration SET searchText = \(Dialect.sqlite.searchText("NEW.")) WHERE id = NEW.id; END;
    -- The sites and categories in use.
    CREATE INDEX registrationBySiteInUse ON registration (site, erasedAt);
    CREATE INDEX registrationByCategory ON registration (category, site, erasedAt);
    """
}
