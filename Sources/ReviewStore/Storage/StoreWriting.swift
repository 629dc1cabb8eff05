// The write operations of a transaction, by subject. Every change of an application is logged in the same transaction,
// with `record`.

import ImageKit
import Passkeys

/// The store's settings.
protocol SettingsWriting {
  /// The portal's signing key, which is made if there is none.
  func makeSigningKey() throws -> [UInt8]
}

/// Applications with their pictures' places.
protocol ApplicationWriting {
  /// Writes the differences and the time of the act, and marks removed pictures for deletion.
  ///
  /// - Parameter lacksPapers: whether it was handed in although required papers are missing.
  func save(_ next: Application, over previous: StoredApplication, lacksPapers: Bool, at now: Moment) throws
  /// Keeps a picture's bytes from being removed by ``WriteScope/picture(_:)`` until the transaction ends.
  func hold(_ picture: Digest) throws
  /// Removes the mark of a picture that has been deleted, or is referred to again; false when there is none any more.
  @discardableResult
  func forgetDiscarded(_ picture: Digest) throws -> Bool
}

/// People and their entries.
protocol RegistrationWriting {
  /// Inserts a registration; false when the number is taken.
  func insert(_ new: NewRegistration, at now: Moment) throws -> Bool
  /// Sets personal details; those that are nil stay.
  func setProfile(of id: Int64, mobile: String?, address: String?) throws
  /// Writes the corrected data of a registration.
  func correct(_ id: Int64, to corrected: NewRegistration) throws
  /// Removes all personal data of a registration; its number and its state stay. Returns its pictures.
  func erase(_ id: Int64, at now: Moment) throws -> [Digest]
}

/// Findings of the inspection, and pictures of the same page.
protocol LookWriting {
  /// Stores the findings of the picture at a place, and which pictures show the same page.
  func keep(_ seen: SeenPicture, at place: Place, of id: Int64) throws
  /// Replaces the findings of one kind of the picture at a place by another, or by none.
  func setFinding(_ code: Finding.Code, to finding: Finding?, at place: Place, of id: Int64) throws
  /// Deletes what was found about numbers from all of a registration's pictures.
  func dropNumbers(of id: Int64) throws
}

/// Messages, and the outbox of notices.
protocol CorrespondenceWriting {
  /// Writes messages and notices, and recalls unsent notices.
  func write(_ correspondence: Correspondence, to id: Int64, at now: Moment) throws
  /// Leases the next due notice for one attempt; nil when none is due.
  func leaseNotice(at now: Moment) throws -> OutgoingNotice?
  /// Records the outcome of an attempt: sent, or why not. Returns the notice as it is now.
  func finishNotice(_ id: Int64, problem: String?, at now: Moment) throws -> Notice?
  /// Marks a sent notice as delivered.
  func setDelivered(_ id: Int64, at now: Moment) throws
  /// Gives a sent notice up, because it could not be delivered.
  func setUndelivered(_ id: Int64, problem: String) throws
  /// Marks all messages of a registration as seen that were not; returns their number.
  func markSeen(_ id: Int64, at now: Moment) throws -> Int
  /// Gives dead notices another round of attempts; returns how many.
  func reviveNotices(at now: Moment) throws -> Int
}

/// Members of staff.
protocol StaffWriting {
  /// Adds a member of staff; false when the name is taken.
  func insert(_ staff: Staff, at now: Moment) throws -> Bool
  /// Disables a member of staff and ends their claims.
  func disable(_ name: StaffName) throws
  /// Gives a member of staff another role, and ends their claims.
  func setRole(_ role: Role, of name: StaffName) throws
  /// Sets since when duties are separate; nil when they are not.
  func setDutiesSeparate(at now: Moment?) throws
  /// Sets how many applications somebody decides a day at most by "next"; nil for any number.
  func setCap(_ cap: Int?, of name: StaffName) throws
  /// Enters an absence; false when there is one that begins on the same day.
  func insert(_ absence: Absence) throws -> Bool
  /// Removes the absence that begins on a day; false when there is none.
  func removeAbsence(of name: StaffName, from day: String) throws -> Bool
}

/// Credentials. All secrets are hashed already.
protocol CredentialWriting {
  /// Sets a candidate's password.
  func setPassword(_ secret: String, of id: Int64, at now: Moment) throws
  /// Sets the password of a member of staff, and remembers those before it.
  ///
  /// - Parameter isGiven: whether somebody else has set it.
  func setPassword(_ secret: String, ofStaff name: StaffName, isGiven: Bool, at now: Moment) throws
  /// Sets a staff member's second factor, or removes it.
  ///
  /// - Parameter step: the step of time up to which codes are used up.
  func setSecondFactor(_ secret: SecondFactorSecret?, of name: StaffName, usedUpTo step: Int64?) throws
  /// Uses up a code of the second factor by its step of time; false when it, or a later one, was used already.
  func useSecondFactor(of name: StaffName, at step: Int64) throws -> Bool
  /// Sets a staff member's recovery codes, in place of any before them.
  func setRecoveryCodes(_ codes: [String], of name: StaffName) throws
  /// Uses up a recovery code; false when there is no such code.
  func useRecoveryCode(_ code: String, of name: StaffName) throws -> Bool
  /// Adds a passkey; false when there is one with its id.
  func insert(_ new: NewPasskey, called label: String, of name: StaffName, at now: Moment) throws -> Bool
  /// Records that a passkey was used, with its new counter.
  func usePasskey(_ id: [UInt8], counter: UInt32, at now: Moment) throws
  /// Removes a staff member's passkey; false when they have none with this id.
  func removePasskey(_ id: [UInt8], of name: StaffName) throws -> Bool
  /// Removes all passkeys of a staff member.
  func removePasskeys(of name: StaffName) throws
  /// Sets a candidate's one-time code, in place of any before it.
  func setCode(_ secret: String, of id: Int64, until end: Moment) throws
  /// Consumes a one-time code; false when it was consumed already, or guessed at too often.
  func useCode(_ secret: String, of id: Int64) throws -> Bool
  /// Counts a wrong guess at a one-time code; true when it was the one that made the code void.
  func failCode(_ secret: String, of id: Int64) throws -> Bool
}

/// The office's lists.
protocol OfficeListWriting {
  /// Enters a name in a list; false when it is there already.
  func enter(_ name: String, in list: OfficeList) throws -> Bool
  /// Removes a name that was entered; false when there is none.
  func remove(_ name: String, from list: OfficeList) throws -> Bool
}

/// The log.
protocol LogWriting {
  /// Adds an entry to the log, in the transaction of the change that it records.
  func log(_ change: LoggedChange, at now: Moment) throws
  /// Stores a signed head with new nodes of the tree; false when another one was stored after the head it follows.
  func keep(_ grown: GrownTree) throws -> Bool
}

extension LogWriting {
  /// Adds an entry to the log.
  ///
  /// - Parameters:
  ///   - sealed: rows of the subject that have changed and that the log may not show; their seals are added.
  ///   - isDated: whether the subject's row has the time of this act already.
  func record(
    _ action: String, on subject: String, by actor: String, before: [LoggedFact] = [], after: [LoggedFact] = [],
    sealing sealed: [Sealed] = [], isDated: Bool = false, at now: Moment
  ) throws {
    try log(
      LoggedChange(
        action: action, subject: subject, actor: actor, before: before, after: after, sealed: sealed, isDated: isDated),
      at: now)
  }
}
