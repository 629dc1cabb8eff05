import Foundation

/// Finds English words and half-width punctuation in a Chinese text.
struct ChineseText {
  /// Latin words that are allowed as names: arguments, ids of materials, names of tables.
  var names: Set<String> = []

  /// Latin words that are the same in every language.
  private static let international: Set<String> = [
    "uploadprep", "JPEG", "JPG", "PNG", "HEIC", "HEIF", "AVIF", "Excel", "WebP", "GIF", "BMP", "TIFF", "SVG", "PDF",
    "RAW",
    "DNG",
    "EXIF", "Exif", "ICC", "XMP", "IPTC", "GPS", "sRGB", "JSON", "CSV", "YAML", "UTF", "TLS", "PEM", "NUL", "URL",
    "HTTP",
    "http", "https", "POST", "GBK", "SQLite", "KB", "MB", "KiB", "MiB", "Ctrl", "SIGTERM", "UPLOADPREP_STORE",
    "Forwarded",
    "For", "Proto", "NO_COLOR", "ID", "dpi", "PostgreSQL", "postgresql", "PGPASSWORD", "PGPASSFILE",
    "us", "Amazon", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_", "Spark", "systemd", "age", "SSH",
  ]

  /// Latin words that are not names, and half-width punctuation next to Chinese characters, in their order.
  func faults(in text: String, marksToo: Bool = true) -> [String] {
    // An explanation on a help page may continue on further lines.
    let text = text.replacing("\n" + String(repeating: " ", count: 26), with: "")
    return text.split(separator: "\n").flatMap { line in
      words(in: String(line)) + (marksToo ? marks(in: String(line)) : [])
    }
  }

  private func words(in line: String) -> [String] {
    var line = line
    for pattern in [
      // Commands, values of options, and fields in a policy's texts.
      #"`[^`]*`"#, #"uploadprep( [a-z-]+)+"#, #"(可选值：|可用的值有：|默认：)[^（）。；]*"#, #"\{[a-z]+\}"#, #"\{[a-z]+\}"#,
      // Options, placeholders for files, and names with a slash, an extension, digits or an underscore.
      #"--?[a-z][a-z-]*(=[a-z-]+)?"#, #"[A-Za-z0-9_~$-]*[./][A-Za-z0-9_./~:$-]*"#, #"[A-Za-z-]*[0-9][A-Za-z0-9-]*"#,
    ] {
      line = line.replacingOccurrences(of: pattern, with: " ", options: .regularExpression)
    }
    return matches(of: "[A-Za-z_]{2,}", in: line).filter { !Self.international.contains($0) && !names.contains($0) }
  }

  private func marks(in line: String) -> [String] {
    let line = line.replacingOccurrences(of: "`[^`]*`", with: "", options: .regularExpression)
    return matches(of: #"\p{Han}[,:;?!()'"]|[,;?!()'"]\p{Han}|\p{Han}\.( |$)"#, in: line)
  }

  private func matches(of pattern: String, in line: String) -> [String] {
    let expression = try? NSRegularExpression(pattern: pattern)
    let text = line as NSString
    return expression?.matches(in: line, range: NSRange(location: 0, length: text.length)).map {
      text.substring(with: $0.range)
    } ?? []
  }
}
