import ArgumentParser
import Wording

/// A size as a person wrote it, with a unit or without: `200k`.
struct SizeOption: Sendable {
  /// What was understood.
  let number: Int
  /// What was written; nil for a default.
  var written: String?

  init(default number: Int) { self.number = number }

  private init(number: Int, written: String) {
    self.number = number
    self.written = written
  }

  /// Reads a number of bytes.
  static func bytes(_ text: String) throws -> SizeOption {
    guard let number = ByteCount.parse(text), number >= 1 else {
      throw usage(
        "Write a number of bytes of at least 1, or one with a unit: 200k, 50KB and 1.5MB count by 1,000, 200KiB by 1,024.",
        "请写不小于 1 的字节数，或带单位：200k、50KB、1.5MB 按 1000 计，200KiB 按 1024 计。")
    }
    return SizeOption(number: number, written: text)
  }

  /// Reads a number of pixels: `60M` and `60MP` are 60 million.
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

  /// What was understood, where a unit was written; nil where there is nothing to explain.
  ///
  /// - Parameters:
  ///   - option: The option's name.
  ///   - isPixels: Whether pixels are counted, not bytes.
  func understood(_ option: String, isPixels: Bool = false) -> Bilingual? {
    guard let written, Int(written) == nil else { return nil }
    let count = Self.grouped(number)
    return isPixels
      ? Bilingual("\(option) \(written): \(count) pixels.", "\(option) \(written)：即 \(count) 像素。")
      : Bilingual("\(option) \(written): \(count) bytes.", "\(option) \(written)：即 \(count) 字节。")
  }

  /// A number with a comma before every three digits.
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
  /// The number alone, as help pages show a default.
  var description: String { String(number) }
}
