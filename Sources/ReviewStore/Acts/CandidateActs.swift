import Foundation
import ImageKit
import Wording

/// Acts and queries of a candidate.
extension ReviewStore {
  /// Activates the application (授权, 激活). Activating it again has no effect.
  @discardableResult
  public func activate(_ registration: RegistrationNumber) throws -> Status {
    try perform(.activate, on: registration, by: .candidate).status
  }

  /// The application's status.
  public func status(of registration: RegistrationNumber) throws -> Status {
    let now = clock()
    return try engine.read { Status(try load(registration, $0).application, under: policy, at: now) }
  }

  /// The list of materials, in the policy's order, with their pictures.
  public func materials(of registration: RegistrationNumber, for viewer: Viewer = .candidate) throws -> [MaterialStatus]
  {
    try engine.read { transaction in
      try materials(of: load(registration, transaction), for: viewer, transaction)
    }
  }

  /// The list of materials as a member of staff sees it, with reviewers' notes that the candidate has not been shown
  /// yet.
  ///
  /// - Throws: ``Refusal`` `not-found` for an unknown member of staff, `not-your-site`, `not-your-level`,
  ///   `conflict-of-interest`.
  public func materials(of registration: RegistrationNumber, as name: StaffName) throws -> [MaterialStatus] {
    try engine.read { transaction in
      if let account = try transaction.staff(name), account.role == .clerk {
        return try materials(of: load(registration, for: name, transaction), for: .candidate, transaction)
      }
      let staff = try self.staff(name, transaction)
      let stored = try load(registration, transaction)
      if stored.application.state == .filling {
        // It was never submitted, so there are no reviewers' notes to protect.
        try stored.application.checkConflict(of: staff)
      } else {
        try Workflow.checkLook(staff, at: stored.application, under: policy)
      }
      return try materials(of: stored, for: .staff, transaction)
    }
  }

  /// The list of materials, within a transaction.
  func materials(
    of stored: StoredApplication, for viewer: Viewer, _ transaction: any StoreReading
  ) throws -> [MaterialStatus] {
    // Most applications have no findings, which saves the query.
    var looks = stored.findings > 0 ? try transaction.looks(of: stored.id) : [:]
    let helpers = try helperNames(in: stored.application, transaction)
    for (place, known) in try transaction.turnsAndNumbers(of: stored.id) {
      (looks[place, default: .none].turned, looks[place, default: .none].number) = known
    }
    return policy.materials.map {
      MaterialStatus($0, of: stored.application, looks, helpers, under: policy, for: viewer)
    }
  }

  /// Prepares, watermarks and stores a photo for a material. Without a position it goes to the place where a reviewer
  /// asked for a picture, else to the lowest free one. Returns that place and warnings, for example that the photo is
  /// blurred or shows the same page as another picture of the candidate.
  ///
  /// - Parameter edits: how the photo is turned and cropped before it is stamped. By default it is turned by its text
  ///   where that is certain.
  /// - Parameter clerk: the clerk who uploads for the candidate; nil for the candidate.
  /// - Parameter key: uploads with the same key fill one place. When it is filled already, nothing is stored, and the
  ///   result names that place.
  /// - Throws: ``Refusal``; `DecodingError` where the photo cannot be decoded, `CropError` where too little of it would
  ///   be kept.
  @discardableResult
  public func upload(
    _ photo: [UInt8], to material: MaterialID, of registration: RegistrationNumber, position: Int? = nil,
    _ edits: PhotoEdits = PhotoEdits(), version: Int? = nil, by clerk: StaffName? = nil, once key: String? = nil
  ) throws -> UploadResult {
    try store(
      photo, edits, as: material, of: registration, version: version, by: Person(candidateOr: clerk), once: key
    ) {
      .upload(material: material, position: position, picture: $0)
    }
  }

  /// Prepares a photo and stores it by an act.
  ///
  /// - Parameters:
  ///   - person: the candidate, or a clerk for the candidate.
  ///   - act: the act for a picture, or for the question whether a picture would be accepted.
  func store(
    _ photo: [UInt8], _ edits: PhotoEdits, as material: MaterialID, of registration: RegistrationNumber, version: Int?,
    by person: Person, once key: String? = nil, _ act: (_ picture: StoredPicture?) -> Command.Act
  ) throws -> UploadResult {
    let now = clock()
    // Decided here to avoid preparing a photo that would be refused, and again in the transaction that stores it,
    // because the application may have changed.
    let question = act(nil)
    let number = try engine.read { transaction -> CardNumber? in
      let actor = try actor(person, transaction)
      let stored = try load(registration, transaction)
      // An upload that was done already may be forbidden now.
      guard try key.flatMap({ try transaction.place(filledWith: $0, of: stored.id) }) == nil else { return nil }
      _ = try Workflow.decide(
        stored.application, Command(question, by: actor, version: version), under: policy, at: now)
      return policy.wantsPortraitSide(in: material, of: stored.application.applicant)
        ? try transaction.unmasked(stored.id).idNumber.flatMap { CardNumber($0) } : nil
    }
    let line = WatermarkText.line(of: policy, region: region, registration: registration, at: now)
    let ready = try preparing.ready(photo, stamped: line, under: policy.pictures(of: material), edits, number: number)
    let staged = try pictures.stage(ready.bytes)
    defer { staged.release() }
    let picture = StoredPicture(
      sha256: staged.sha256, bytes: ready.bytes.count, width: ready.width, height: ready.height)
    let seen = SeenPicture(
      ready.findings, hash: ready.hash, paper: ready.paper, turned: ready.turned,
      number: ready.number)
    let command = act(picture)
    let outcome = try perform(
      command, on: registration, by: person, version: version, placing: staged, seen: seen, once: key)
    let place: Place
    switch (outcome.events.first, command) {
    case (nil, _) where outcome.filled != nil: place = outcome.filled!
    case (.uploaded(let filled, _, _)?, _): place = filled
    // The same edits once more give the same picture, which changes nothing.
    case (nil, .adjust(let kept, _, _)): place = kept
    default: preconditionFailure("an upload uploads")
    }
    return UploadResult(
      picture: picture, place: place, status: outcome.status, turned: ready.turned,
      // Some warnings are known only once the place is.
      findings: policy.given(ready.findings) + outcome.warnings.filter { !ready.findings.contains($0) }
        + outcome.duplicates.map { PictureLook.duplicate(of: $0, under: policy) },
      duplicates: outcome.duplicates)
  }

  /// Removes a picture.
  ///
  /// - Parameters:
  ///   - version: the application's version that the office saw; if it has changed, the act is refused.
  ///   - candidateVersion: the same for the version that candidates see.
  ///   - clerk: the clerk who removes it for the candidate; nil for the candidate.
  @discardableResult
  public func remove(
    _ place: Place, of registration: RegistrationNumber, version: Int? = nil, candidateVersion: Int? = nil,
    by clerk: StaffName? = nil
  ) throws -> Status {
    try perform(
      .remove(place), on: registration, by: Person(candidateOr: clerk), version: version,
      candidateVersion: candidateVersion
    ).status
  }

  /// Submits the application for review (提交审核). For the versions see ``remove(_:of:version:candidateVersion:)``.
  @discardableResult
  public func submit(_ registration: RegistrationNumber, version: Int? = nil, candidateVersion: Int? = nil) throws
    -> Status
  {
    try perform(.submit, on: registration, by: .candidate, version: version, candidateVersion: candidateVersion).status
  }

  /// The messages, newest first.
  public func messages(of registration: RegistrationNumber) throws -> [Message] {
    try engine.read { transaction in try transaction.messages(of: load(registration, transaction).id) }
  }

  /// A stored picture's bytes, checked against their digest.
  ///
  /// - Parameter clerk: the clerk who looks; nil for the candidate.
  /// - Throws: ``Refusal`` `not-found`; ``StoreError/damaged(_:)`` when the file's content has changed.
  public func picture(
    _ place: Place, of registration: RegistrationNumber, by clerk: StaffName? = nil
  ) throws -> [UInt8] {
    try pictures.checked(try storedPicture(place, of: registration, by: clerk).sha256)
  }

  /// Which picture is stored at a place.
  ///
  /// - Parameter clerk: the clerk who looks; nil for the candidate.
  /// - Throws: ``Refusal`` `not-found`.
  public func storedPicture(
    _ place: Place, of registration: RegistrationNumber, by clerk: StaffName? = nil
  ) throws -> StoredPicture {
    let picture = try engine.read { transaction in
      try load(registration, for: clerk, transaction).application.slots[place]?.picture
    }
    guard let picture else { throw Refusal.noPicture }
    return picture
  }

  /// The personal details, masked for display.
  public func profile(of registration: RegistrationNumber) throws -> Profile {
    try engine.read { transaction in
      guard let kept = try transaction.profile(registration) else { throw Refusal.noRegistration(registration) }
      return Profile(maskedMobile: kept.mobile.map(Masked.mobile), address: kept.address)
    }
  }

  /// What is wrong with personal details; nil for those that can be taken.
  ///
  /// - Parameters:
  ///   - mobile: the mobile number as it was typed; nil when it is not to be changed.
  ///   - address: the same for the address.
  public static func mistakes(
    inMobile mobile: String?, address: String?
  ) -> (mobile: InputError?, address: InputError?) {
    var found: (mobile: InputError?, address: InputError?) = (nil, nil)
    if let mobile {
      if !TextRules.isVisible(mobile) {
        found.mobile = .missing(Bilingual("mobile number", "手机号码"))
      } else if Mobile.normalized(mobile) == nil {
        found.mobile = .badMobile
      }
    }
    if let address {
      do throws(InputError) {
        _ = try checkedAddress(address)
      } catch {
        found.address = error
      }
    }
    return found
  }

  private static func checkedAddress(_ address: String) throws(InputError) -> String {
    try TextRules.checked(address, Bilingual("address", "联系地址"), atMost: TextLimits.address)
  }

  /// Changes personal details. This is allowed at any time, even if pictures are locked. A nil value is kept.
  @discardableResult
  public func setProfile(of registration: RegistrationNumber, mobile: String? = nil, address: String? = nil) throws
    -> Profile
  {
    let number = try mobile.map { text in
      guard let number = Mobile.normalized(text) else { throw InputError.badMobile }
      return number
    }
    let place = try address.map { try Self.checkedAddress($0) }
    let now = clock()
    try engine.write(.application(registration)) { transaction in
      guard let kept = try transaction.profile(registration) else { throw Refusal.noRegistration(registration) }
      guard number != nil || place != nil else { return }
      try transaction.setProfile(of: kept.id, mobile: number, address: place)
      let before: [LoggedFact] = [
        .value(.mobile, kept.mobile == nil ? "none" : "set"), .value(.address, kept.address == nil ? "none" : "set"),
      ]
      let after: [LoggedFact] = [
        .value(.mobile, number == nil ? "same" : "set"), .value(.address, place == nil ? "same" : "set"),
      ]
      try transaction.record(
        "profile", on: registration.rawValue, by: Actor.candidate.name, before: before, after: after,
        sealing: [.person], at: now
      )
    }
    return try profile(of: registration)
  }
}

/// The result of an upload.
public struct UploadResult: Sendable {
  /// The picture as stored.
  public let picture: StoredPicture
  /// The place where it is stored.
  public let place: Place
  /// The application's status after the upload.
  public let status: Status
  /// By how many degrees the photo was turned clockwise by its text; 0 if it was not.
  public let turned: Int
  /// Warnings about the photo, including one for each of ``duplicates``.
  public let findings: [Finding]
  /// Places of the same application that have the same page already.
  public let duplicates: [Place]
}
