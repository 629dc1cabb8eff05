import Glibc

/// What an output may show: colour and progress belong on a terminal and nowhere else.
struct Terminal: Sendable {
  /// The file descriptor.
  let descriptor: Int32
  /// Whether a person looks at it.
  let isTerminal: Bool
  /// Whether it shows colours: a terminal, unless `NO_COLOR` is set (no-color.org) or it calls itself dumb.
  let showsColour: Bool

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
    let refused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let dumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    showsColour = isTerminal && !refused && !dumb
  }

  /// Columns of the terminal; 80 where none are told.
  var columns: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Colours by what they mean here.
  enum Colour: String {
    case good = "32"
    case bad = "31"
    case doubtful = "33"
    case faint = "2"
    case strong = "1"
  }

  /// The text in a colour, where colours are shown.
  func paint(_ text: String, _ colour: Colour) -> String {
    showsColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }
}
