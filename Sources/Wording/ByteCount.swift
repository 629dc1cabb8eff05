/// Numbers of bytes as people say them: `812 B`, `198.4 KB`, `1.5 MB`.
///
/// A KB is 1,024 bytes in every sentence, as file managers count. The portals say "200k" and not which thousand they
/// mean: 204,800 bytes are taken, and what is made has 200,000 at most, so that "200 KB" is true of it either way.
///
/// Sizes are rounded up and limits down, so that a file which is too large is never said to have as much as is allowed.
public enum ByteCount {
  /// A file's size, rounded up.
  public static func size(_ bytes: Int) -> String { words(bytes) { ($0 + $1 - 1) / $1 } }

  /// The most that something may have, rounded down.
  public static func limit(_ bytes: Int) -> String { words(bytes) { $0 / $1 } }

  private static func words(_ bytes: Int, divide: (Int, Int) -> Int) -> String {
    if bytes < 1 << 10 { return "\(bytes) B" }
    let kilobytes = divide(bytes * 10, 1 << 10)
    return kilobytes < 10_240 ? decimal(kilobytes) + " KB" : decimal(divide(bytes * 10, 1 << 20)) + " MB"
  }

  /// Tenths as a decimal number, without a fraction where there is none.
  private static func decimal(_ tenths: Int) -> String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
