import Glibc

/// Properties of an output descriptor: colours and progress are shown only on a terminal.
struct Terminal: Sendable {
  /// The file descriptor.
  let descriptor: Int32
  /// Whether it is a terminal.
  let isTerminal: Bool
  /// Whether it shows colours: a terminal, unless `NO_COLOR` is set (no-color.org) or `TERM` is `dumb`.
  let showsColour: Bool

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
    let refused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let dumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    showsColour = isTerminal && !refused && !dumb
  }

  /// The terminal's width in columns; 80 where it is unknown.
  var columns: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Colours, named by their meaning.
  enum Colour: String {
    case good = "32"
    case bad = "31"
    case doubtful = "33"
    case faint = "2"
    case strong = "1"
  }

  /// The text with escape sequences for the colour, where colours are shown.
  func paint(_ text: String, _ colour: Colour) -> String {
    showsColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}
