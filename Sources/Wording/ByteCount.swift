/// Formats numbers of bytes for people: `812 B`, `198.4 KB`, `1.5 MB`.
///
/// In every sentence a KB is 1,024 bytes, as in file managers. The portals say "200k" without defining it: files up to
/// 204,800 bytes are accepted, and prepared files have at most 200,000 bytes, so "200 KB" holds in both readings.
///
/// Sizes are rounded up and limits down, so that a file above a limit never seems to be within it.
public enum ByteCount {
  /// A file's size, rounded up.
  public static func size(_ bytes: Int) -> String { words(bytes) { ($0 + $1 - 1) / $1 } }

  /// A limit, rounded down.
  public static func limit(_ bytes: Int) -> String { words(bytes) { $0 / $1 } }

  private static func words(_ bytes: Int, divide: (Int, Int) -> Int) -> String {
    if bytes < 1 << 10 { return "\(bytes) B" }
    let kilobytes = divide(bytes * 10, 1 << 10)
    return kilobytes < 10_240 ? decimal(kilobytes) + " KB" : decimal(divide(bytes * 10, 1 << 20)) + " MB"
  }

  /// A number of tenths as a decimal number; a zero fraction is omitted.
  private static func decimal(_ tenths: Int) -> String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
