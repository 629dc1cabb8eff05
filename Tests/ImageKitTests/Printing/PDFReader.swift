import Foundation

/// Reads as much of a PDF as tests need. It follows the file's own table of objects, as every reader does, so a file whose
/// table is wrong has no pages.
struct PDFReader {
  private let bytes: [UInt8]
  /// The objects by number: where each begins and ends.
  private var objects: [Int: Range<Int>] = [:]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard let mark = Self.last("startxref", in: bytes), let start = Self.number(bytes, at: mark + 9),
      start < bytes.count, bytes[start...].starts(with: Array("xref".utf8))
    else { return }
    let lines = String(decoding: bytes[start...], as: Unicode.ASCII.self).split(whereSeparator: \.isNewline)
    let starts = lines.dropFirst(2).prefix { $0.hasSuffix("n ") || $0.hasSuffix("f ") }.map { Int($0.prefix(10)) ?? 0 }
    for (number, start) in starts.enumerated().dropFirst() where start > 0 {
      let end = Self.first("endobj", in: bytes, from: start) ?? bytes.count
      objects[number] = start..<end
    }
  }

  private func body(_ number: Int) -> String {
    objects[number].map { String(decoding: bytes[$0].prefix(2000), as: Unicode.ASCII.self) } ?? ""
  }

  /// Width and height of each page, in whole points, in the order of the pages.
  var pageSizes: [[Int]] {
    let tree = objects.keys.map(body).first { $0.contains("/Type /Pages") } ?? ""
    let kids = tree.split(separator: "[").dropFirst().first?.split(separator: "]").first ?? ""
    return kids.split(separator: "R").compactMap { kid in
      guard let number = Int(kid.split(separator: " ").first ?? "") else { return nil }
      let box = body(number).split(separator: "/MediaBox").dropFirst().first?.split(separator: "[").dropFirst().first?
        .split(separator: "]").first
      let sides = (box ?? "").split(separator: " ").compactMap { Double($0) }
      return sides.count == 4 ? sides[2...].map { Int($0.rounded()) } : nil
    }
  }

  /// The JPEG files in it, in the order in which they stand.
  var jpegs: [[UInt8]] {
    objects.sorted { $0.value.lowerBound < $1.value.lowerBound }.compactMap { number, range in
      guard body(number).contains("/DCTDecode"), let start = Self.first("stream\n", in: bytes, from: range.lowerBound)
      else { return nil }
      // The length may stand in an object of its own.
      let length = body(number).split(separator: "/Length").dropFirst().first?.split(separator: " ") ?? []
      let inside = length.first.flatMap { Int($0) } ?? 0
      let count =
        length.count > 2 && length[2].hasPrefix("R")
        ? Self.number(bytes, at: (Self.first("obj", in: bytes, from: objects[inside]!.lowerBound) ?? 0) + 3) ?? 0
        : inside
      return Array(bytes[(start + 7)...].prefix(count))
    }
  }

  private static func first(_ word: String, in bytes: [UInt8], from start: Int) -> Int? {
    bytes[start...].firstRange(of: Array(word.utf8))?.lowerBound
  }

  private static func last(_ word: String, in bytes: [UInt8]) -> Int? {
    let start = max(0, bytes.count - 100)
    return bytes[start...].firstRange(of: Array(word.utf8))?.lowerBound
  }

  private static func number(_ bytes: [UInt8], at start: Int) -> Int? {
    Int(
      String(
        decoding: bytes[start...].drop { $0 == 10 || $0 == 13 || $0 == 32 }.prefix { (48...57).contains($0) },
        as: UTF8.self))
  }
}
