import Glibc

/// Incremental parser for `multipart/form-data` (RFC 7578, RFC 2046 section 5.1). It buffers at most one delimiter's
/// length and the head of a part.
///
/// Written here because photos go to disk while they arrive, and neither Hummingbird nor its packages read such bodies in
/// bounded memory.
struct MultipartParser {
  /// The head of a part. Both names come from the client and are not to be trusted.
  struct Head: Sendable, Hashable {
    /// The form field.
    var name: String
    /// The file's name; nil for a plain field.
    var fileName: String?
  }

  /// What the parser reports, in order.
  enum Event {
    case part(Head)
    case data(UnsafeRawBufferPointer)
    case endOfPart
  }

  /// The body is not valid multipart form data.
  struct Malformed: ProblemTelling {
    var problem: Problem { .tornUpload }
  }

  private enum State { case preamble, delimiter, head, body, epilogue }

  /// The most bytes of a part's head.
  private static let headLimit = 8192
  private let delimiter: [UInt8]
  // The first delimiter has no line break before it; with this one it looks like all others.
  private var pending = Array("\r\n".utf8)
  private var state = State.preamble

  /// A parser for a body of a given content type; nil when that is not multipart form data with a boundary.
  init?(contentType: String) {
    guard contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
    guard let boundary = Self.parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count) else {
      return nil
    }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// Whether the closing delimiter has come.
  var isComplete: Bool { state == .epilogue }

  /// Takes the next bytes of the body and reports the events that they complete.
  mutating func feed(_ bytes: UnsafeRawBufferPointer, _ handle: (Event) throws -> Void) throws {
    guard state != .epilogue else { return }
    pending.append(contentsOf: bytes)
    while try step(handle) {}
  }

  /// Does one step of the state machine; false when more bytes are needed.
  private mutating func step(_ handle: (Event) throws -> Void) throws -> Bool {
    switch state {
    case .preamble, .body:
      let found = Self.find(delimiter, in: pending)
      let safe = found ?? max(0, pending.count - delimiter.count + 1)
      if state == .body, safe > 0 { try pending.withUnsafeBytes { try handle(.data(.init(rebasing: $0[..<safe]))) } }
      pending.removeFirst(found.map { $0 + delimiter.count } ?? safe)
      guard found != nil else { return false }
      if state == .body { try handle(.endOfPart) }
      state = .delimiter
    case .delimiter:
      guard pending.count >= 2 else { return false }
      if pending.starts(with: "--".utf8) {
        pending = []
        state = .epilogue
        return false
      }
      guard pending.starts(with: "\r\n".utf8) else { throw Malformed() }
      state = .head
    case .head:
      // The line break after the delimiter is still there, so that a head without fields ends in two as well.
      guard let end = Self.find(Array("\r\n\r\n".utf8), in: pending) else {
        if pending.count > Self.headLimit { throw Malformed() }
        return false
      }
      guard end <= Self.headLimit else { throw Malformed() }
      try handle(.part(Self.head(String(decoding: pending[..<end], as: UTF8.self))))
      pending.removeFirst(end + 4)
      state = .body
    case .epilogue: return false
    }
    return true
  }

  private static func find(_ needle: [UInt8], in hay: [UInt8]) -> Int? {
    hay.withUnsafeBytes { hay in
      needle.withUnsafeBytes { needle in
        guard let start = hay.baseAddress else { return nil }
        var from = 0
        while from + needle.count <= hay.count,
          let hit = memchr(start + from, Int32(needle[0]), hay.count - from - needle.count + 1)
        {
          let found = UnsafeRawPointer(hit) - start
          if memcmp(hit, needle.baseAddress!, needle.count) == 0 { return found }
          from = found + 1
        }
        return nil
      }
    }
  }

  private static func head(_ text: String) throws -> Head {
    for line in text.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "content-disposition" else { continue }
      let value = String(line[line.index(after: colon)...])
      guard let name = parameter("name", of: value) else { throw Malformed() }
      return Head(name: name, fileName: parameter("filename", of: value))
    }
    throw Malformed()
  }

  /// A parameter of a header's value, such as `name="file"`; quoted or not.
  private static func parameter(_ name: String, of value: String) -> String? {
    var rest = Substring(value)
    while let semicolon = rest.firstIndex(of: ";") {
      rest = rest[rest.index(after: semicolon)...].drop { $0 == " " || $0 == "\t" }
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let key = rest[..<equals].lowercased()
      rest = rest[rest.index(after: equals)...]
      var text = ""
      if rest.first == "\"" {
        rest.removeFirst()
        while let character = rest.popFirst(), character != "\"" {
          if character == "\\", rest.first == "\"" || rest.first == "\\" {
            text.append(rest.removeFirst())
          } else {
            text.append(character)
          }
        }
      } else {
        text = String(rest.prefix { $0 != ";" && $0 != " " })
        rest = rest.dropFirst(text.count)
      }
      if key == name { return text }
    }
    return nil
  }
}
