import CProcess
import Glibc
import ImageKit
import Wording

/// Facts about the call that are needed before the arguments are parsed.
///
/// A call that cannot be parsed must still be answered in the right language and format.
struct Invocation: Sendable {
  /// The arguments after the command's name; see ``Path/init(argument:)`` about bytes that are not UTF-8.
  let arguments: [String]
  /// Whether `--json` is among them.
  let json: Bool
  /// The language of `--lang`, or the locale's.
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

  /// Whether the call asks for help, the version or a completion script. ArgumentParser also prints help when a
  /// subcommand is missing, which is a usage error.
  var asksForWords: Bool {
    arguments.first == "help" || asksForScript
      || arguments.contains { ["-h", "--help", "--help-hidden", "--version"].contains($0) }
  }

  /// Whether the call asks for a completion script, or comes from one.
  var asksForScript: Bool {
    arguments.contains { word in
      ["--experimental-dump-help", "---completion"].contains(word) || word.hasPrefix("--generate-completion-script")
    }
  }

  /// Whether a subcommand is named.
  var namesCommand: Bool {
    let words = arguments.indices.filter { index in
      !arguments[index].hasPrefix("-") && (index == 0 || arguments[index - 1] != "--lang")
    }
    return words.contains { arguments[$0] != "help" }
  }

  /// The call that started this process.
  static let current = Invocation(
    arguments: UnsafeBufferPointer(start: cprocess_arguments(), count: Int(cprocess_argument_count())).dropFirst().map {
      argument in Path.argument(from: UnsafeRawBufferPointer(start: argument!, count: strlen(argument!)))
    })

  /// A console for the time before the arguments are parsed.
  var console: Console { Console(json: json, language: language) }
}
