import CProcess
import Glibc
import ImageKit
import Wording

/// How the process was called, as far as it must be known before the arguments are parsed.
///
/// A call that cannot be parsed must still be answered in the right language and form.
struct Invocation: Sendable {
  /// The arguments after the command's own name; see ``Path/init(argument:)`` about bytes that are not UTF-8.
  let arguments: [String]
  /// Whether `--json` is among them.
  let json: Bool
  /// The language asked for, or the locale's.
  let language: Language

  init(arguments: [String]) {
    self.arguments = arguments
    let options = arguments.prefix { $0 != "--" }
    json = options.contains("--json")
    let separate = options.indices.last { options[$0] == "--lang" }.flatMap { index in
      index + 1 < options.endIndex ? options[index + 1] : nil
    }
    let joined = options.last { $0.hasPrefix("--lang=") }.map { String($0.dropFirst("--lang=".count)) }
    language = (separate ?? joined).flatMap(Language.init) ?? Language.ofLocale
  }

  /// Whether help, the version or a script for a shell was asked for. The parser also answers with help when a
  /// subcommand is missing, and that is wrong usage.
  var asksForWords: Bool {
    arguments.first == "help" || asksForScript
      || arguments.contains { ["-h", "--help", "--help-hidden", "--version"].contains($0) }
  }

  /// Whether a script for a shell, or what such a script asks for, is wanted.
  var asksForScript: Bool {
    arguments.contains { word in
      ["--experimental-dump-help", "---completion"].contains(word) || word.hasPrefix("--generate-completion-script")
    }
  }

  /// Whether a subcommand is named, rather than the whole asked about.
  var namesCommand: Bool {
    let words = arguments.indices.filter { index in
      !arguments[index].hasPrefix("-") && (index == 0 || arguments[index - 1] != "--lang")
    }
    return words.contains { arguments[$0] != "help" }
  }

  /// How this process was called.
  static let current = Invocation(
    arguments: UnsafeBufferPointer(start: cprocess_arguments(), count: Int(cprocess_argument_count())).dropFirst().map {
      argument in Path.argument(from: UnsafeRawBufferPointer(start: argument!, count: strlen(argument!)))
    })

  /// Where to speak before the arguments are parsed.
  var console: Console { Console(json: json, language: language) }
}
