/// The database of a store: registrations, applications, staff, messages and the log, but not the pictures' bytes.
///
/// Acts and views use an engine only through this protocol. The operations
/// within a transaction are declared by ``StoreReading`` and ``StoreWriting``, one protocol for each subject.
protocol StoreEngine: Sendable {
  /// Reads within one snapshot: everything that is read is of the same moment.
  func read<Value>(_ body: (any StoreReading) throws -> Value) throws -> Value

  /// Reads with a single call, which needs no snapshot.
  func readStatement<Value>(_ body: (any StoreReading) throws -> Value) throws -> Value

  /// Writes within one transaction that excludes other writers as the scope says, so that what the body reads stays true
  /// until the commit. If the body throws, nothing is written. When the method returns, the changes are on disk, except
  /// those of ``WriteScope/portals``.
  ///
  /// The body may run more than once: an engine runs it again when the database could not tell the order of two
  /// transactions.
  ///
  /// - Throws: ``StoreError/busy`` when others were writing for too long.
  func write<Value>(_ scope: WriteScope, _ body: (any StoreWriting) throws -> Value) throws -> Value

  /// Writes as ``write(_:)`` does, and overwrites deleted data in the database's files.
  func writeErasing<Value>(_ body: (any StoreWriting) throws -> Value) throws -> Value

  /// Removes erased data from the engine's other files, such as a write-ahead log; false if readers prevented that for
  /// this long.
  func removeTraces(within seconds: Double) throws -> Bool

  /// The file that may still contain erased data; nil when there is none.
  func traces() throws -> String?

  /// The log's end and its last signed head as recorded outside of the database; nil when they are not recorded.
  func headsKnownOutside() -> KnownHeads?

  /// The highest sequence number of the log's entries up to which all are committed: no transaction that has one of these
  /// numbers is still open. Nil when there was none within a number of seconds.
  func settledEntry(within seconds: Double) throws -> Int?

  /// Records a signed head, which has been committed, outside of the database.
  func note(_ head: SealedHead)

  /// Closes all files. The engine must not be used afterwards.
  func close() throws
}

extension StoreEngine {
  /// Writes within one transaction that excludes all other writers.
  func write<Value>(_ body: (any StoreWriting) throws -> Value) throws -> Value { try write(.store, body) }
}

/// Which other writers a transaction excludes.
enum WriteScope: Sendable, Hashable {
  /// Those that write to the same application, or to the whole store.
  case application(RegistrationNumber)
  /// All.
  case store
  /// Those that store signed heads of the log. Acts go on.
  case heads
  /// All, of every kind. It is done even where the store is closed to acts: for closing it, and for
  /// filling a copy.
  case copying
  /// Those that lease the same notice, and acts on the whole store. Acts on applications go on, and senders do not wait for
  /// each other.
  case notices
  /// Those that remove a picture's bytes, or are about to refer to them (``ApplicationWriting/hold(_:)``), and acts on the
  /// whole store. Other acts go on.
  case picture(Digest)
  /// Those that write what the portals of a store share, which is no part of the log. A power failure may undo the
  /// change, as a whole.
  case portals

  /// Whether a write waits until it is on disk.
  var isDurable: Bool { self != .portals }
}

/// The read operations of an open transaction.
protocol StoreReading: SettingsReading, ApplicationReading, RegistrationReading, LookReading, CorrespondenceReading,
  StaffReading, CredentialReading, QueueReading, RosterReading, OfficeListReading, SecondLookReading,
  StatisticsReading, LogReading, PortalReading
{}

/// The operations of an open write transaction.
protocol StoreWriting: StoreReading, SettingsWriting, ApplicationWriting, RegistrationWriting, LookWriting,
  CorrespondenceWriting, StaffWriting, CredentialWriting, OfficeListWriting, LogWriting, PortalWriting
{}
