/// The input of all file rules, collected in one pass over a file.
struct FileEvidence: Sendable {
  /// What the portal accepts.
  var rules: PictureRules
  /// The file's name without its path, if it has one.
  var fileName: String?
  /// The file's size in bytes.
  var byteCount: Int
  /// The facts from the headers; nil if they could not be read.
  var facts: PictureFacts? = nil
  /// The name of the folder that holds the file, where it is known.
  var folder: String? = nil
  /// The colours of the pixels, where a rule needs them and the file was decoded.
  var colours: PictureColours? = nil
  /// Whether the embedded ICC profile is sRGB or so close to it that nothing has to be converted, where a rule asks.
  var isProfileNearlySRGB = false
  /// Flaws in the data that did not prevent decoding.
  var flaws: [DecodedPicture.Flaw] = []
  /// Why the file could not be decoded; nil if it could.
  var failure: DecodingError? = nil

  /// Width and height of the picture once it stands upright, in pixels.
  var uprightSize: (width: Int, height: Int)? { facts?.uprightSize }

  /// The remedy of a problem that ``Preparation`` corrects; nil if it would refuse the file, because the file is damaged
  /// or cannot be decoded.
  var remedy: Finding.Remedy? { failure == nil && !flaws.contains(where: \.isDamage) ? .prepare : nil }
}
