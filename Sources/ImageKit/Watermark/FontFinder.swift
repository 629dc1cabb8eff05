import CFontconfig
import Synchronization

/// Asks fontconfig which font files draw a text: one bold sans-serif for all of it where there is one, otherwise as few
/// as fontconfig's own order of preference allows.
enum FontFinder {
  /// A face within a font file.
  struct Face: Hashable, Sendable {
    /// The font file.
    let path: String
    /// Which of the file's faces, as FreeType counts them (named instances in the upper half).
    let index: Int
  }

  /// Answers already given in this process; fontconfig is slow to start and fonts do not come and go while we run.
  /// It also is the lock under which fontconfig is called.
  private static let answers = Mutex<[Set<Unicode.Scalar>: [Unicode.Scalar: Face]]>([:])
  /// A long-running server stamps many texts. Beyond this many, the answers are forgotten.
  private static let answersKept = 256

  /// The face for each of `characters`. Those that no installed outline font covers are absent from the answer.
  static func faces(for characters: Set<Unicode.Scalar>) -> [Unicode.Scalar: Face] {
    answers.withLock { answers in
      if let known = answers[characters] { return known }
      let answer = ask(for: characters)
      if answers.count >= answersKept { answers.removeAll() }
      answers[characters] = answer
      return answer
    }
  }

  private static func ask(for characters: Set<Unicode.Scalar>) -> [Unicode.Scalar: Face] {
    guard FcInit() == FcTrue, let pattern = FcPatternCreate(), let charset = FcCharSetCreate() else { return [:] }
    defer {
      FcPatternDestroy(pattern)
      FcCharSetDestroy(charset)
    }
    for character in characters { FcCharSetAddChar(charset, character.value) }
    FcPatternAddCharSet(pattern, FC_CHARSET, charset)
    for family in ["Noto Sans CJK SC", "Noto Sans", "sans-serif"] { FcPatternAddString(pattern, FC_FAMILY, family) }
    FcPatternAddString(pattern, FC_LANG, "zh-cn")
    FcPatternAddInteger(pattern, FC_WEIGHT, FC_WEIGHT_BOLD)
    FcPatternAddBool(pattern, FC_OUTLINE, FcTrue)
    FcConfigSubstitute(nil, pattern, FcMatchPattern)
    FcDefaultSubstitute(pattern)

    var found: [Unicode.Scalar: Face] = [:]
    var result = FcResultNoMatch
    // The one best font is found ten times faster than the whole order of preference, and usually draws everything.
    if let best = FcFontMatch(nil, pattern, &result) {
      claim(from: best, for: characters, into: &found)
      FcPatternDestroy(best)
    }
    if found.count < characters.count, let fonts = FcFontSort(nil, pattern, FcTrue, nil, &result) {
      for i in 0..<Int(fonts.pointee.nfont) {
        guard found.count < characters.count, let font = fonts.pointee.fonts[i] else { break }
        claim(from: font, for: characters, into: &found)
      }
      FcFontSetDestroy(fonts)
    }
    return found
  }

  /// Gives those of `characters` that have no face yet to `font`, as far as it covers them.
  private static func claim(
    from font: OpaquePointer, for characters: Set<Unicode.Scalar>, into found: inout [Unicode.Scalar: Face]
  ) {
    var path: UnsafeMutablePointer<FcChar8>?
    var index: Int32 = 0
    var outline: FcBool = FcFalse
    var charset: OpaquePointer?
    guard FcPatternGetString(font, FC_FILE, 0, &path) == FcResultMatch, let path,
      FcPatternGetBool(font, FC_OUTLINE, 0, &outline) == FcResultMatch, outline == FcTrue,
      FcPatternGetCharSet(font, FC_CHARSET, 0, &charset) == FcResultMatch, let charset
    else { return }
    if FcPatternGetInteger(font, FC_INDEX, 0, &index) != FcResultMatch { index = 0 }
    let face = Face(path: String(cString: path), index: Int(index))
    for character in characters where found[character] == nil && FcCharSetHasChar(charset, character.value) == FcTrue {
      found[character] = face
    }
  }
}
