import ImageKit
import Wording

// The read operations of a transaction, by subject. A registration is identified by its number where people name it, and
// by its `id`, the engine's key, after it has been found.

/// The store's settings.
protocol SettingsReading {
  /// The policy's YAML and the region's name; nil for a database that is not a store's.
  func settings() throws -> (policy: String, region: String)?
  /// How many rows and pictures a copy of the store has.
  func copiedSizes() throws -> (rows: Int, pictures: Int)
  /// Why the store is closed to acts; nil while it is open.
  func closure() throws -> StoreClosure?
  /// The portal's signing key; nil before the first portal.
  func signingKey() throws -> [UInt8]?
  /// An example picture by its name.
  func example(named name: String) throws -> [UInt8]?
  /// Problems found by the engine's integrity checks, without regard to the rows' meaning.
  func integrityProblems(under policy: Policy) throws -> [Bilingual]
}

/// Applications with their pictures' places.
protocol ApplicationReading {
  /// The application of a registration number; nil when there is none, or it has been erased.
  func application(_ number: RegistrationNumber) throws -> StoredApplication?
  /// Calls a closure for every application that is not erased, in order of registration.
  func eachApplication(_ body: (StoredApplication) throws -> Void) throws
  /// Whether any row refers to a picture.
  func needs(_ picture: Digest) throws -> Bool
  /// Pictures marked for deletion; ``ApplicationWriting/forgetDiscarded(_:)`` removes the mark.
  func discardedPictures() throws -> [Digest]
  /// A registration's pictures by place. Reads stores of any age.
  func pictures(of id: Int64) throws -> [Place: StoredPicture]
}

/// People and their entries.
protocol RegistrationReading {
  /// A registration as it may be shown, erased or not; nil when there never was one.
  func registration(_ number: RegistrationNumber) throws -> RegistrationRecord?
  /// Whether there is, or was, a registration of a number.
  func isRegistered(_ number: RegistrationNumber) throws -> Bool
  /// A registration with its unmasked data, as it would be imported.
  func unmasked(_ id: Int64) throws -> NewRegistration
  /// Hashes of fields of a registration for the log: HMACs with the store's key and the person's salt.
  func fieldHashes(_ fields: [RegistrationField], of registration: NewRegistration, _ id: Int64) throws -> [LoggedFact]
  /// The personal details of a registration that is not erased.
  func profile(_ number: RegistrationNumber) throws -> (id: Int64, mobile: String?, address: String?)?
  /// The registrations of a person, by identity number.
  func registrations(of idNumber: String) throws -> [RegistrationNumber]
  /// Calls a closure for everybody with an identity number, as it was typed, whose application has passed the last
  /// level. Reads stores of any age.
  func eachPassed(_ body: (_ id: Int64, _ idNumber: String) throws -> Void) throws
}

/// Findings of the inspection, and pictures of the same page.
protocol LookReading {
  /// The findings and duplicates of a registration's pictures, by place.
  func looks(of id: Int64) throws -> [Place: PictureLook]
  /// How pictures of a registration were turned by their text, and whether their number is the registration's, by place;
  /// only those of which there is something to say.
  func turnsAndNumbers(of id: Int64) throws -> [Place: (turned: Int, number: CardNumberAnswer.Kind?)]
  /// Findings and hashes of a registration's pictures by place, for copying them to another store. Reads stores of any
  /// age.
  func seen(of id: Int64) throws -> [Place: SeenPicture]
  /// Other registrations that hold the same page as one of a registration's pictures.
  func sameUnder(_ id: Int64) throws -> [RegistrationNumber]
}

/// Messages and notices.
protocol CorrespondenceReading {
  /// A candidate's messages, newest first.
  func messages(of id: Int64) throws -> [Message]
  /// All messages and notices to a candidate, oldest first, as they are kept.
  func words(to id: Int64) throws -> (messages: [KeptWords], notices: [KeptWords])
  /// A notice; nil when there is none with the id.
  func notice(_ id: Int64) throws -> Notice?
  /// The notices to a candidate, oldest first.
  func notices(to id: Int64) throws -> [Notice]
  /// Calls a closure for every notice, oldest first, or for those of one state.
  func eachNotice(in state: Notice.State?, _ body: (Notice) throws -> Void) throws
}

/// Members of staff.
protocol StaffReading {
  /// A member of staff, disabled or not; nil when there is none of the name.
  func staff(_ name: StaffName) throws -> Staff?
  /// The clerk with a code, disabled or not; nil when there is none.
  func clerk(withCode code: String) throws -> Staff?
  /// The registrations whose candidates have allowed a clerk, in order of entry.
  func registrations(helpedBy clerk: StaffName) throws -> [RegistrationNumber]
  /// Whether the office's duties are separate.
  func dutiesAreSeparate() throws -> Bool
  /// All staff by name.
  func allStaff() throws -> [Staff]
  /// The conflicts of interest of one member of staff or all, in order of the names.
  func declaredConflicts(of staff: StaffName?) throws -> [DeclaredConflict]
  /// How much work a member of staff is handed out at a time.
  func duty(of staff: Staff, at now: Moment) throws -> Duty
  /// The absences that have not ended before a day, in order.
  func absences(endingFrom day: String) throws -> [Absence]
  /// How many applications each member of staff holds.
  func openClaims(under policy: Policy, at now: Moment) throws -> [StaffName: Int]
}

/// Credentials.
protocol CredentialReading {
  /// A candidate's secrets; nil when there is no such registration, or it has been erased.
  ///
  /// - Parameter life: how long a code can be used, in seconds. One that ends later was made while the clock was ahead.
  func secrets(of number: RegistrationNumber, at now: Moment, within life: Int) throws -> CandidateSecrets?
  /// Personal facts that a candidate's password may not contain.
  func facts(ofCandidate id: Int64) throws -> [String]
  /// A candidate's password as it is kept; nil when there is none.
  func passwordHash(ofCandidate number: RegistrationNumber) throws -> String?
  /// A staff member's password as it is kept; nil when there is none, or they may act no longer.
  func passwordHash(ofStaff name: StaffName) throws -> String?
  /// A staff member's password and those before it as they are kept, the latest first.
  func passwordHashes(ofStaff name: StaffName) throws -> [String]
  /// A staff member's password, second factor and passkeys' ids as they are kept, in one text; nil when there is no password, or they
  /// may act no longer.
  func credentialText(ofStaff name: StaffName) throws -> String?
  /// A staff member's second factor; nil when there is none, or they may act no longer.
  func secondFactor(of name: StaffName) throws -> SecondFactorSecret?
  /// The passkeys of a member of staff, the oldest first.
  func passkeys(of name: StaffName) throws -> [StaffPasskey]
  /// Whose passkey has an id; nil when it is nobody's.
  func owner(ofPasskey id: [UInt8]) throws -> StaffName?
  /// How many recovery codes a member of staff has.
  func recoveryCodeCount(of name: StaffName) throws -> Int
}

/// Pages of applications.
protocol QueueReading {
  /// Applications in some states, of one site or all, in an order; those after another one.
  ///
  /// - Parameter staff: those with which this member of staff has a conflict of interest are left out; nil for none.
  func queue(
    _ states: [Application.State], site: String?, for staff: StaffName?, after last: RegistrationNumber?, limit: Int,
    by order: QueueOrder, under policy: Policy, at now: Moment
  ) throws -> [QueueEntry]
  /// A text that depends on a member of staff and a registration and that cannot be known beforehand, for the order in
  /// which applications are handed out. In a store that has lost its key it is the registration number.
  func rank(of registration: RegistrationNumber, for staff: StaffName) throws -> String
  /// Who passed an application last, at any level; nil when nobody has.
  func lastPasser(of registration: RegistrationNumber) throws -> StaffName?
  /// The applications for a console.
  func console(
    _ filter: ConsoleFilter, _ scope: ConsoleScope, under policy: Policy, at now: Moment
  ) throws -> [ConsoleEntry]
  /// Registrations whose candidates should react to a return before a time, of one site or all, in order of entry.
  func registrations(toReactBefore time: Moment, of site: String?) throws -> [RegistrationNumber]
  /// Registrations with a decision that has not been published, the level's own or an earlier rejection.
  func decidedRegistrations(at level: Level, of site: String?) throws -> [(number: RegistrationNumber, version: Int)]
  /// Registrations that have been handed in and not decided at a level.
  func undecidedRegistrations(at level: Level, of site: String?) throws -> [RegistrationNumber]
}

/// The list of registrations.
protocol RosterReading {
  /// Calls a closure for each registration of a page of the list, in its order. A time to react before a moment is overdue.
  func eachRosterEntry(_ filter: RosterFilter, overdueBefore now: Moment, _ body: (RosterEntry) throws -> Void) throws
  /// How many registrations the filter has in each state, whatever its own states.
  func rosterCounts(_ filter: RosterFilter, overdueBefore now: Moment) throws -> RosterCounts
  /// The exam sites of all registrations, in order.
  func sitesInUse() throws -> [String]
  /// The categories of all registrations, or of those of a site, in order.
  func categoriesInUse(at site: String?) throws -> [String]
}

/// The office's lists.
protocol OfficeListReading {
  /// The names that registrations may have.
  func known(_ list: OfficeList, under policy: Policy) throws -> KnownNames
}

/// Second looks.
protocol SecondLookReading {
  /// Whether the decision that led to a version of an application is drawn for a second look, by a keyed hash.
  ///
  /// - Parameter share: how many of ten thousand are drawn.
  func isDrawn(_ registration: RegistrationNumber, version: Int, share: Int) throws -> Bool
  /// The last entry of the log that was written before decisions were drawn.
  func drawnFrom() throws -> Int
  /// The second looks that wait for a member of staff, the earliest decision first.
  func openLooks(at levels: [Level], site: String?, for staff: StaffName) throws -> [SecondLookEntry]
  /// Calls a closure for every decision that was drawn, in order of the decisions, with the exam site.
  ///
  /// - Parameter staff: those with which this member of staff has a conflict of interest are left out; nil for none.
  func eachSecondLook(
    for staff: StaffName?, _ body: (RegistrationNumber, _ site: String, SecondLook) throws -> Void
  ) throws
}

/// Counts.
protocol StatisticsReading {
  /// How many applications of a scope each site has in each state: all, and those whose papers are incomplete.
  func counts(_ scope: ConsoleScope) throws -> (all: SiteCounts, incomplete: SiteCounts)
  /// The categories of a scope, in order.
  func categories(_ scope: ConsoleScope) throws -> [String]
  /// How often each act was done from a moment until another, by site and day; at one site or all. An application that
  /// is handed in automatically counts as submitted; submissions are always among the acts.
  func acts(_ actions: [String], at site: String?, from start: Moment, until end: Moment) throws -> [ActTally]
  /// Reviewers' decisions and their withdrawals from a moment until another, in order.
  func decisions(at site: String?, from start: Moment, until end: Moment) throws -> [TimedDecision]
  /// The registrations of one site or all by state, in order of the sites.
  func stateTallies(at site: String?) throws -> [StateTally]
  /// How many applications are in each state.
  func applicationCounts() throws -> [Application.State: Int]
  /// Counts for each material with a picture or a request for one.
  func materialTallies() throws -> [MaterialTally]
  /// How many applications were handed in although papers are missing.
  func incompleteCount() throws -> Int
  /// How many applications each site has, by site.
  func siteTallies() throws -> [SiteTally]
  /// The number of candidates who should have reacted to a return before a time, and some of them, longest overdue
  /// first.
  func overdue(at now: Moment, limit: Int) throws -> (count: Int, longest: [RegistrationNumber])
  /// How many notices are in each state.
  func noticeCounts() throws -> [Notice.State: Int]
  /// How many notices wait for a mobile number.
  func noticesWithoutMobile() throws -> Int
}

/// The log.
protocol LogReading {
  /// The log's last entry.
  func chainHead() throws -> ChainHead
  /// Whether the log has the entry of a head.
  func holds(_ head: ChainHead) throws -> Bool
  /// The last signed head; nil when nothing has been sealed.
  func sealedHead() throws -> SealedHead?
  /// Whether a signed head is one of the log's.
  func holds(_ head: SealedHead) throws -> Bool
  /// A signed head over all entries up to a sequence number, below which no other may appear; nil when no entry is new.
  func nextHead(upTo last: Int, at now: Moment) throws -> GrownTree?
  /// How many entries the last signed head does not cover, and when it was made.
  func unsealed() throws -> (entries: Int, since: Moment?)
  /// The proof for a subject's entries; nil when nothing has been sealed.
  func proof(of subject: String) throws -> LogProof?
  /// Calls a closure for every entry in order, or for one subject's entries.
  func eachAuditEntry(of subject: String?, _ body: (AuditEntry) throws -> Void) throws
  /// Entries before one, or the last ones, the latest first; of one subject or all.
  func auditPage(before sequence: Int?, of subject: String?, limit: Int) throws -> [AuditEntry]
  /// The last entry that may have been written under earlier rules.
  func replayStart() throws -> Int
  /// The number of entries, and all problems: of links, of the tree and its heads, of rows that contradict the log, of
  /// rows that differ from their seals.
  func logProblems() throws -> (entries: Int, problems: [Bilingual])
}

extension LogReading {
  /// Whether the log has everything that was known of one.
  func holds(_ known: KnownHeads) throws -> Bool {
    try holds(known.log) && (try known.sealed.map { try holds($0) } ?? true)
  }
}

extension LogReading {
  /// One subject's entries, oldest first.
  func auditEntries(of subject: String) throws -> [AuditEntry] {
    var entries: [AuditEntry] = []
    try eachAuditEntry(of: subject) { entries.append($0) }
    return entries
  }
}
