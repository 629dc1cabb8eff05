import ArgumentParser
import Wording

/// A size as the caller wrote it, with or without a unit: `200k`.
struct SizeOption: Sendable {
  /// The size in bytes or pixels.
  let number: Int
  /// The text as written; nil for a default.
  var written: String?

  init(default number: Int) { self.number = number }

  private init(number: Int, written: String) {
    self.number = number
    self.written = written
  }

  /// Parses a number of bytes.
  static func bytes(_ text: String) throws -> SizeOption {
    guard let number = ByteCount.parse(text), number >= 1 else {
      throw usage(
        "Write a number of bytes of at least 1, or one with a unit: 200k, 50KB and 1.5MB count by 1,000, 200KiB by 1,024.",
        "请写不小于 1 的字节数，或带单位：200k、50KB、1.5MB 按 1000 计，200KiB 按 1024 计。")
    }
    return SizeOption(number: number, written: text)
  }

  /// Parses a number of pixels: `60M` and `60MP` are 60 million.
  static func pixels(_ text: String) throws -> SizeOption {
    let plain = text.lowercased()
    let count = plain.hasSuffix("px") ? plain.dropLast(2) : plain.hasSuffix("p") ? plain.dropLast() : plain[...]
    guard let number = ByteCount.parse(String(count)), number >= 1, !plain.contains("b") else {
      throw usage(
        "Write a number of pixels of at least 1, or one with a unit: 60M or 60MP are 60 million.",
        "请写不小于 1 的像素数，或带单位：60M、60MP 即 6000 万像素。")
    }
    return SizeOption(number: number, written: text)
  }

  /// A sentence that says how a size with a unit was interpreted; nil where there was no unit.
  ///
  /// - Parameters:
  ///   - option: the option's name.
  ///   - isPixels: whether the size counts pixels, not bytes.
  func understood(_ option: String, isPixels: Bool = false) -> Bilingual? {
    guard let written, Int(written) == nil else { return nil }
    let count = Self.grouped(number)
    return isPixels
      ? Bilingual("\(option) \(written): \(count) pixels.", "\(option) \(written)：即 \(count) 像素。")
      : Bilingual("\(option) \(written): \(count) bytes.", "\(option) \(written)：即 \(count) 字节。")
  }

  /// A number with a comma between groups of three digits.
  static func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
      if place > 0, place % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}

extension SizeOption: CustomStringConvertible {
  /// The plain number, as help pages show a default.
  var description: String { String(number) }
}
