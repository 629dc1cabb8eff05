import ImageKit
import Wording

extension Finding {
  /// A line for people, under the picture's own.
  func line(on console: Console) -> String {
    "    " + console.output.paint(code.rawValue, severity == .error ? .bad : .doubtful) + "  " + console.text(message)
  }
}
