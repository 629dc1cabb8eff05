import Foundation
import Tables

/// One page of the objects, or of their versions, in a bucket.
struct ObjectListing {
  /// An object, one of its versions, or the mark of a deletion.
  struct Entry {
    var key = ""
    var modified: Date?
    var version: String?
    /// Whether it marks a deletion.
    var isMark = false
  }

  var entries: [Entry] = []
  /// Where the next page begins; nil after the last one.
  var next: [(name: String, value: String)]?

  /// Reads the XML of an answer.
  ///
  /// - Throws: ``ObjectError/unreadable``.
  init(_ bytes: [UInt8]) throws {
    var path: [String] = []
    var text = ""
    var entry = Entry()
    var found: [Entry] = []
    var values: [String: String] = [:]
    let reader = XMLReader(
      start: { name, _ in
        path.append(name)
        text = ""
        if Self.entries.contains(name) { entry = Entry(isMark: name == "DeleteMarker") }
      },
      end: { name in
        path.removeLast()
        defer { text = "" }
        guard let above = path.last else { return }
        switch (above, name) {
        case (let above, "Key") where Self.entries.contains(above): entry.key = Self.unescaped(text)
        case (let above, "LastModified") where Self.entries.contains(above):
          entry.modified = Self.date(text)
        case (let above, "VersionId") where Self.entries.contains(above): entry.version = text
        case (_, let name) where path.count == 1 && Self.entries.contains(name): found.append(entry)
        case (_, let name) where path.count == 1: values[name] = text
        default: break
        }
      },
      text: { text += $0 })
    do {
      try bytes.withUnsafeBytes { try reader.parse($0) }
      try reader.parse(UnsafeRawBufferPointer(start: nil, count: 0))
    } catch {
      throw ObjectError.unreadable
    }
    entries = found
    guard values["IsTruncated"] == "true" else { return }
    if let token = values["NextContinuationToken"] {
      next = [("continuation-token", token)]
    } else if let key = values["NextKeyMarker"] {
      next = [("key-marker", Self.unescaped(key))]
      if let version = values["NextVersionIdMarker"], !version.isEmpty { next?.append(("version-id-marker", version)) }
    } else {
      throw ObjectError.unreadable
    }
  }

  private static let entries: Set = ["Contents", "Version", "DeleteMarker"]

  /// Keys are asked for in an escaped form, because XML cannot hold all characters.
  private static func unescaped(_ text: String) -> String {
    text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? text
  }

  private static func date(_ text: String) -> Date? {
    (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
      ?? (try? Date.ISO8601FormatStyle().parse(text))
  }

  /// The code in the XML of an error, such as `NoSuchKey`; nil for anything else.
  static func errorCode(_ bytes: [UInt8]) -> String? {
    var code: String?
    var text = ""
    let reader = XMLReader(
      start: { _, _ in text = "" }, end: { if $0 == "Code", code == nil { code = text } }, text: { text += $0 })
    try? bytes.withUnsafeBytes { try reader.parse($0) }
    guard let code, !code.isEmpty, code.utf8.count <= 60, code.allSatisfy({ $0.isASCII && $0.isLetter }) else {
      return nil
    }
    return code
  }
}
