import CFontconfig
import Synchronization

/// Asks fontconfig which font files draw a text: one sans-serif for all of it if there is one, otherwise as few as
/// possible in fontconfig's order of preference.
enum FontFinder {
  /// A face within a font file.
  struct Face: Hashable, Sendable {
    /// The font file.
    let path: String
    /// Which of the file's faces, as FreeType counts them (named instances in the upper half).
    let index: Int
  }

  /// How heavy the letters are.
  enum Weight: Hashable, Sendable {
    case regular, bold
  }

  /// What was asked for.
  private struct Question: Hashable {
    let clusters: Set<String>
    let weight: Weight
  }

  /// Results of earlier calls, because fontconfig is slow to start and fonts rarely change while the process runs. It
  /// is also the lock under which fontconfig is called.
  private static let answers = Mutex<[Question: [String: Face]]>([:])
  /// The most results to keep: a long-running server stamps many texts.
  private static let answersKept = 256

  /// The face for each of `characters`; nil for those that no installed outline font covers.
  ///
  /// A letter and its marks are given to one font, which alone can put the marks in their places, if there is one that
  /// has them all. Invisible characters such as joiners belong to the letter before them and need no font.
  static func faces(for characters: [Unicode.Scalar], weight: Weight = .bold) -> [Face?] {
    let clusters = Self.clusters(of: characters)
    var faces = faces(for: Question(clusters: Set(clusters), weight: weight))
    let divided = clusters.filter { faces[$0] == nil }.flatMap { $0.unicodeScalars.map(String.init) }
    if !divided.isEmpty {
      faces.merge(Self.faces(for: Question(clusters: Set(divided), weight: weight))) { whole, _ in whole }
    }
    let found = clusters.flatMap { cluster in
      cluster.unicodeScalars.map { faces[cluster] ?? faces[String($0)] }
    }
    // Invisible characters at the start of a line or between two fonts.
    return zip(characters, found).enumerated().map { place, pair in
      if let face = pair.1 { return face }
      guard pair.0.properties.isDefaultIgnorableCodePoint else { return nil }
      return found[..<place].last { $0 != nil } ?? found[place...].first { $0 != nil } ?? nil
    }
  }

  /// The letters of a text, each with its marks.
  private static func clusters(of characters: [Unicode.Scalar]) -> [String] {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: characters)
    return String(text).map { String($0) }
  }

  /// Those of the clusters that one face covers, each with its face.
  private static func faces(for question: Question) -> [String: Face] {
    answers.withLock { answers in
      if let known = answers[question] { return known }
      let answer = ask(for: question.clusters, question.weight)
      if answers.count >= answersKept { answers.removeAll() }
      answers[question] = answer
      return answer
    }
  }

  private static func ask(for clusters: Set<String>, _ weight: Weight) -> [String: Face] {
    guard FcInit() == FcTrue, let pattern = FcPatternCreate(), let charset = FcCharSetCreate() else { return [:] }
    defer {
      FcPatternDestroy(pattern)
      FcCharSetDestroy(charset)
    }
    for character in clusters.flatMap(\.unicodeScalars) where !character.properties.isDefaultIgnorableCodePoint {
      FcCharSetAddChar(charset, character.value)
    }
    FcPatternAddCharSet(pattern, FC_CHARSET, charset)
    for family in ["Noto Sans CJK SC", "Noto Sans", "sans-serif"] { FcPatternAddString(pattern, FC_FAMILY, family) }
    FcPatternAddString(pattern, FC_LANG, "zh-cn")
    FcPatternAddInteger(pattern, FC_WEIGHT, weight == .bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR)
    FcPatternAddBool(pattern, FC_OUTLINE, FcTrue)
    FcConfigSubstitute(nil, pattern, FcMatchPattern)
    FcDefaultSubstitute(pattern)

    var found: [String: Face] = [:]
    var result = FcResultNoMatch
    // The one best font is found ten times faster than the whole order of preference, and usually draws everything.
    if let best = FcFontMatch(nil, pattern, &result) {
      claim(from: best, for: clusters, into: &found)
      FcPatternDestroy(best)
    }
    if found.count < clusters.count, let fonts = FcFontSort(nil, pattern, FcTrue, nil, &result) {
      for i in 0..<Int(fonts.pointee.nfont) {
        guard found.count < clusters.count, let font = fonts.pointee.fonts[i] else { break }
        claim(from: font, for: clusters, into: &found)
      }
      FcFontSetDestroy(fonts)
    }
    return found
  }

  /// Gives those of `clusters` that have no face yet to `font`, as far as it covers them.
  private static func claim(
    from font: OpaquePointer, for clusters: Set<String>, into found: inout [String: Face]
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
    for cluster in clusters where found[cluster] == nil {
      let visible = cluster.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
      if !visible.isEmpty, visible.allSatisfy({ FcCharSetHasChar(charset, $0.value) == FcTrue }) {
        found[cluster] = face
      }
    }
  }
}
