import Wording

/// Appeals against rejections.
extension ReviewStore {
  /// Files the candidate's appeal, in words, once.
  ///
  /// - Throws: ``Refusal``, among others `wrong-state` where the policy takes none, `closed` after its days,
  ///   `already-exists` the second time.
  @discardableResult
  public func appeal(
    _ registration: RegistrationNumber, words: String, version: Int? = nil, candidateVersion: Int? = nil
  ) throws -> Status {
    let checked = try TextRules.checked(
      words, Bilingual("appeal", "复核理由"), atMost: TextLimits.note, lines: true)
    return try perform(
      .appeal(checked), on: registration, by: .candidate, version: version, candidateVersion: candidateVersion
    ).status
  }

  /// Decides an appeal, with a note to the candidate. The member of staff must not be the one who rejected.
  @discardableResult
  public func decideAppeal(
    of registration: RegistrationNumber, _ outcome: Appeal.Outcome, note: String, as staff: StaffName,
    version: Int? = nil
  ) throws -> Status {
    try perform(
      .decideAppeal(outcome, note: words(note)), on: registration, by: .staff(staff), version: version
    ).status
  }
}
