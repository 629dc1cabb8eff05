import GRDB

/// The database's migrations. Opening an older store runs those it lacks. Never edit a released migration.
///
/// Programs of the version before go on working on a migrated store, and may be started on it: a migration that adds
/// tables, indexes, or columns with a default changes nothing that they depend on. One that does (it drops, renames,
/// or gives rows another meaning) sets `gate.reader` to its own number, and with that refuses all programs that lack it.
enum Schema {
  /// The number of the last migration.
  static let version = number(of: migrator.migrations.last ?? "")

  /// The number at the beginning of a migration's name.
  static func number(of migration: String) -> Int { Int(migration.prefix { $0.isNumber }) ?? 0 }

  /// Whether a later version made or migrated the database, and this one must not use it.
  static func isTooNew(_ database: Database) throws -> Bool {
    guard try migrator.hasBeenSuperseded(database) else { return false }
    // Where the row is missing, nobody said that earlier versions may go on.
    guard try database.tableExists("gate"),
      let gate = try SQLTransaction(SQLiteSession(database)).gate()
    else { return true }
    return gate.reader > version
  }

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
      try SQLTransaction(SQLiteSession(database)).markIncompletePapers()
    }
    for (name, sql) in [
      ("14: the time of the last act on a registration", lastActs),
      ("15: the office's lists of sites and categories", officeLists),
      ("16: appeals", appeals),
      ("17: pictures turned by their text", turnedByText),
      ("18: conflicts of interest, daily caps and absences", fairness),
      ("19: second looks", secondLooks),
    ] {
      migrator.registerMigration(name) { try $0.execute(sql: sql) }
    }
    migrator.registerMigration("20: clerks who upload for candidates") { database in
      try letStaffBeClerks(database)
      try database.execute(sql: helpers)
    }
    migrator.registerMigration("21: more time to upload, and what searches read") {
      try $0.execute(sql: moreTimeToUpload + searchText)
    }
    for (name, sql) in [
      ("22: a tree over the log", treeOfLog),
      ("23: what portals must agree on", portals),
      ("24: no row that all acts write", noCommonRow),
      ("25: second factors of staff", secondFactors),
      ("26: browsers of staff", browsers),
      ("27: who may use the store", gate),
      ("28: what one portal does for all", turns),
      ("29: former passwords of staff", passwordsOfStaff),
    ] {
      migrator.registerMigration(name) { try $0.execute(sql: sql) }
    }
    migrator.registerMigration("30: separate duties") { database in
      try letStaffBeAdministrators(database)
      try database.execute(sql: separateDuties)
    }
    migrator.registerMigration("31: numbers of cards") { try $0.execute(sql: numbersOfCards) }
    migrator.registerMigration("32: passkeys of staff") { try $0.execute(sql: passkeys) }
    return migrator
  }()
}
