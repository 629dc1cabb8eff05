import CFriBidi
import CHarfBuzz

/// A part of a line whose characters are shaped together: of one font, one script and one direction.
struct TextRun {
  /// Where its characters stand in the line, in the order in which they are read.
  let range: Range<Int>
  /// The font that draws it.
  let face: FontFinder.Face
  /// Its script; "common" where it is punctuation alone.
  let script: hb_script_t
  /// Whether it runs from right to left.
  let isRightToLeft: Bool

  /// The runs of a line from left to right, as the Unicode bidirectional algorithm orders them (UAX 9). The line runs in the
  /// direction of its first letter that has one.
  ///
  /// - Parameter faces: The font of each character.
  static func visual(_ characters: [Unicode.Scalar], faces: [FontFinder.Face]) -> [TextRun] {
    let levels = embeddingLevels(of: characters)
    let scripts = resolvedScripts(of: characters)
    var runs: [(run: TextRun, level: Int)] = []
    var start = 0
    for i in 1...characters.count {
      if i < characters.count, levels[i] == levels[start], scripts[i] == scripts[start], faces[i] == faces[start] {
        continue
      }
      runs.append(
        (
          TextRun(
            range: start..<i, face: faces[start], script: scripts[start], isRightToLeft: levels[start] % 2 == 1),
          levels[start]
        ))
      start = i
    }
    // Rule L2: from the highest level down, whatever is at least that high is reversed.
    for level in stride(from: levels.max() ?? 0, to: 0, by: -1) {
      var first = 0
      while first < runs.count {
        let last = runs[first...].firstIndex { $0.level < level } ?? runs.count
        if last > first { runs[first..<last].reverse() }
        first = last + 1
      }
    }
    return runs.map(\.run)
  }

  /// How deeply each character is embedded; odd levels run from right to left.
  private static func embeddingLevels(of characters: [Unicode.Scalar]) -> [Int] {
    let text = characters.map { FriBidiChar($0.value) }
    let count = FriBidiStrIndex(text.count)
    var types = [FriBidiCharType](repeating: FriBidiCharType(0), count: text.count)
    var brackets = [FriBidiBracketType](repeating: 0, count: text.count)
    var levels = [FriBidiLevel](repeating: 0, count: text.count)
    // FRIBIDI_PAR_ON, a macro that Swift does not import: the first letter with a direction decides.
    var direction = FriBidiParType(UInt32(FRIBIDI_MASK_NEUTRAL))
    fribidi_get_bidi_types(text, count, &types)
    fribidi_get_bracket_types(text, count, types, &brackets)
    guard fribidi_get_par_embedding_levels_ex(types, brackets, count, &direction, &levels) != 0 else {
      return [Int](repeating: 0, count: text.count)
    }
    return levels.map { Int($0) }
  }

  /// The script of each character; marks and punctuation have that of what stands before them, or else after them.
  private static func resolvedScripts(of characters: [Unicode.Scalar]) -> [hb_script_t] {
    let functions = hb_unicode_funcs_get_default()
    var scripts = characters.map { hb_unicode_script(functions, $0.value) }
    func isCommon(_ script: hb_script_t) -> Bool { script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED }
    for i in scripts.indices.dropFirst() where isCommon(scripts[i]) { scripts[i] = scripts[i - 1] }
    for i in scripts.indices.dropLast().reversed() where isCommon(scripts[i]) { scripts[i] = scripts[i + 1] }
    return scripts
  }

  /// Whether the script's letters are joined, so that a word must be drawn as one outline: drawn separately, letters
  /// would be twice as dark where they overlap.
  var joinsLetters: Bool {
    switch script {
    case HB_SCRIPT_HAN, HB_SCRIPT_HIRAGANA, HB_SCRIPT_KATAKANA, HB_SCRIPT_HANGUL, HB_SCRIPT_BOPOMOFO, HB_SCRIPT_LATIN,
      HB_SCRIPT_GREEK, HB_SCRIPT_CYRILLIC, HB_SCRIPT_COMMON, HB_SCRIPT_INHERITED:
      false
    default: true
    }
  }
}
