/// A message or a notice as it is kept, to be compared with the log.
struct KeptWords {
  /// The row's id.
  let id: Int64
  /// Its kind, as stored.
  let kind: String
  /// Its text.
  let text: String
  /// The time at which the candidate saw the message, or the notice was delivered; nil until then.
  let reachedAt: Moment?
}
