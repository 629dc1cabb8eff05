import ArgumentParser
import ImageKit
import Wording

/// A help text of an option, in the language of the person who asks.
///
/// - Parameter value: what stands for the option's value on the page.
func help(_ english: String, _ chinese: String, value: String? = nil) -> ArgumentHelp {
  ArgumentHelp(words(english, chinese), valueName: value)
}

/// Words of a help page, in the language of the person who asks.
func words(_ english: String, _ chinese: String) -> String {
  Bilingual(english, chinese).text(in: Invocation.current.language)
}

/// Wrong usage, in the language of the person.
func usage(_ english: String, _ chinese: String) -> ValidationError {
  ValidationError(words(english, chinese))
}

/// Refuses numbers below 1.
func requirePositive(_ number: Int?, _ option: String) throws {
  guard number ?? 1 >= 1 else {
    throw usage("\(option) needs a number of at least 1.", "\(option) 需要不小于 1 的整数。")
  }
}
