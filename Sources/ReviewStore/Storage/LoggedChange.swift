/// A change to be logged, before it has a place in the log.
struct LoggedChange {
  /// What was done.
  var action: String
  /// To what: a registration number, a staff member's name, `store`.
  var subject: String
  /// Who did it.
  var actor: String
  /// What stood there before.
  var before: [LoggedFact] = []
  /// What stands there now.
  var after: [LoggedFact] = []
  /// Rows of the subject that have changed and that the log may not show; their seals are added.
  var sealed: [Sealed] = []
  /// Whether the subject's row has the time of this act already.
  var isDated = false
}
