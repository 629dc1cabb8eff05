import Glibc
import ImageKit
import Wording

extension Language {
  /// The language of the process's locale: Chinese for `zh…`, else English.
  ///
  /// The first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty decides (POSIX, 8.2).
  static let ofLocale: Language = {
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let value = getenv(name), value.pointee != 0 { return ofLocale(named: String(cString: value)) }
    }
    return .english
  }()

  /// The language of a locale such as `zh_CN.UTF-8`.
  static func ofLocale(named name: String) -> Language {
    name.lowercased().hasPrefix("zh") ? .chinese : .english
  }
}
