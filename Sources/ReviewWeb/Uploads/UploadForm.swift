import HTTPTypes
import Hummingbird
import NIOCore

/// What a browser sends with the upload form: a few short fields, and photos, which are kept in unlinked files.
struct UploadForm: Sendable {
  /// How much is accepted.
  struct Limits: Sendable {
    /// The most photos in one form.
    var files = 12
    /// The largest photo, in bytes.
    var fileBytes = 50 << 20
    /// The most fields.
    var fields = 16
    /// The longest field, in bytes.
    var fieldBytes = 4096
  }

  /// One photo.
  struct File: Sendable {
    /// The sender's name for it, made safe to be shown; used for nothing else.
    var name: String
    /// Its bytes.
    var spool: SpoolFile
  }

  /// Why a form is refused.
  enum Fault: ProblemTelling {
    case malformed
    case tooLarge

    var problem: Problem {
      switch self {
      case .malformed: .tornUpload
      case .tooLarge: .tooLargeUpload
      }
    }
  }

  var fields: [String: String] = [:]
  var files: [File] = []

  /// Receives a form.
  ///
  /// - Parameter admit: called with the fields before the first photo. If it throws, no byte of a photo is kept.
  init(
    _ request: Request, folder: SpoolFolder, limits: Limits = Limits(), admit: ([String: String]) throws -> Void
  ) async throws {
    guard var parser = MultipartParser(contentType: request.headers[.contentType] ?? "") else { throw Fault.malformed }
    var field: (name: String, bytes: [UInt8])?
    var file: File?
    for try await buffer in request.body {
      var pieces: [Piece] = []
      // What came before a fault is handled first: a form without a valid token is then refused for that.
      let fed = Result {
        try buffer.withUnsafeReadableBytes { try parser.feed($0) { pieces.append(Piece($0)) } }
      }
      for piece in pieces {
        switch piece {
        case .part(let head):
          if let name = head.fileName {
            if files.isEmpty { try admit(fields) }
            guard files.count < limits.files else { throw Fault.tooLarge }
            file = File(name: Self.shown(name), spool: try await folder.makeFile(limit: limits.fileBytes))
          } else {
            guard fields.count < limits.fields else { throw Fault.tooLarge }
            field = (head.name, [])
          }
        case .data(let data):
          if let file {
            try await folder.append(data, to: file.spool)
          } else if field != nil {
            field?.bytes.append(contentsOf: data.readableBytesView)
            if field!.bytes.count > limits.fieldBytes { throw Fault.tooLarge }
          }
        case .endOfPart:
          // A form sent without choosing a file carries one empty part without a name.
          if let file, file.spool.count > 0 || !file.name.isEmpty { files.append(file) }
          if let field { fields[field.name] = String(decoding: field.bytes, as: UTF8.self) }
          file = nil
          field = nil
        }
      }
      try fed.get()
    }
    guard parser.isComplete else { throw Fault.malformed }
    if files.isEmpty { try admit(fields) }
  }

  /// An event of the parser with a copy of its bytes, which outlives the parser's buffer.
  private enum Piece {
    case part(MultipartParser.Head)
    case data(ByteBuffer)
    case endOfPart

    init(_ event: MultipartParser.Event) {
      switch event {
      case .part(let head): self = .part(head)
      case .data(let bytes): self = .data(ByteBuffer(bytes: bytes))
      case .endOfPart: self = .endOfPart
      }
    }
  }

  /// The last part of a path, without control characters, at most 60 characters.
  private static func shown(_ name: String) -> String {
    let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
    let scalars = last.unicodeScalars.filter {
      switch $0.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    return String(String(String.UnicodeScalarView(scalars)).prefix(60))
  }
}
