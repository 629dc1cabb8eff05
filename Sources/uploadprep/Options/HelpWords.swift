import ArgumentParser
import ImageKit
import Wording

/// The help text of an option, in the language of the call.
///
/// - Parameter value: the placeholder for the option's value, such as `file`.
func help(_ english: String, _ chinese: String, value: String? = nil) -> ArgumentHelp {
  ArgumentHelp(words(english, chinese), valueName: value)
}

/// Text of a help page, in the language of the call.
func words(_ english: String, _ chinese: String) -> String {
  Bilingual(english, chinese).text(in: Invocation.current.language)
}

/// An error about wrong usage, in the language of the call.
func usage(_ english: String, _ chinese: String) -> ValidationError {
  ValidationError(words(english, chinese))
}

/// Throws for a number below 1.
func requirePositive(_ number: Int?, _ option: String) throws {
  guard number ?? 1 >= 1 else {
    throw usage("\(option) needs a number of at least 1.", "\(option) 需要不小于 1 的整数。")
  }
}
