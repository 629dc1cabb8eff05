import Wording

/// Everything that rules judge by, gathered in one pass over a file.
struct Evidence: Sendable {
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
  /// What was measured of the content, where it was examined.
  var sight: Sight? = nil
  /// Why it could not be decoded.
  var failure: DecodingError? = nil

  /// The advice to run `prepare`, which refuses what cannot be read whole; nothing where it would not help.
  func adviceToPrepare(_ english: String, _ chinese: String) -> Bilingual {
    return failure == nil && !flaws.contains(where: \.isDamage) ? Bilingual(" " + english, chinese) : Bilingual("", "")
  }
}
