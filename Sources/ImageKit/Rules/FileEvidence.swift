/// Everything that file rules judge by, gathered in one pass over a file.
struct FileEvidence: Sendable {
  /// What the portal accepts.
  var limits: PictureLimits
  /// The file's name without folders, where it has one.
  var fileName: String?
  /// The file's size in bytes.
  var byteCount: Int
  /// What the headers say, where they could be read.
  var facts: PictureFacts? = nil
  /// Damage in the data that did not prevent decoding.
  var flaws: [DecodedPicture.Flaw] = []
  /// Why it could not be decoded.
  var failure: DecodingError? = nil

  /// Whether ``Preparation`` would make a picture of the file: it refuses what cannot be read whole.
  var canBePrepared: Bool { failure == nil && !flaws.contains(where: \.isDamage) }
}
