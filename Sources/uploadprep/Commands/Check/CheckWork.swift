import Documents
import ImageKit

/// Checks files. Several threads may call it at once.
struct CheckWork: Sendable {
  /// The checks to run.
  let inspector: Inspector
  /// The numbers that identity cards should bear.
  var numbers = ExpectedNumbers()

  /// Checks one input. A file that cannot be read is a finding; a path that does not exist is a failure.
  func check(_ input: Input) -> Result<CheckedFile, Failure> {
    do {
      let bytes = try input.read(atMost: inspector.decodingLimits.maxBytes)
      let reader = PageReader(limits: inspector.decodingLimits)
      if let document = CheckedDocument(
        bytes, named: input.text, formats: inspector.rules.formats, reader: reader)
      {
        return .success(
          CheckedFile(
            input, document: document.kind.rawValue, pageCount: document.pageCount, bytes: document.byteCount,
            findings: document.findings))
      }
      try MemoryLimit.requireRoom(for: bytes)
      var inspector = inspector
      inspector.cardNumber = numbers.number(for: input)
      let inspection = inspector.inspect(bytes, fileName: input.fileName, folder: folder(of: input))
      let thumbnail = inspection.thumbnail.flatMap(Self.thumbnail)
      return .success(CheckedFile(input, inspection: inspection, thumbnail: thumbnail))
    } catch {
      if case .object = input.kind, error.status == .noInput { return .failure(error) }
      if case .missing = input.kind { return .failure(Failure(any: error, input: input.path)) }
      guard error.status == .noInput || error.status == .unreadableData else {
        return .failure(Failure(any: error, input: input.path))
      }
      return .success(CheckedFile(input, unreadableFor: error))
    }
  }

  /// The name of an input's folder, where the rules say something about it.
  private func folder(of input: Input) -> String? {
    guard inspector.rules.fileName.folder != nil, case .file = input.kind else { return nil }
    return Path(bytes: input.path.parent.canonical.name).text
  }

  /// A JPEG thumbnail of at most 8000 bytes for the report.
  private static func thumbnail(of picture: PlanarPicture) -> [UInt8]? {
    try? BudgetEncoder(maxBytes: 8000, maxSide: 320, effort: .fast).encode(picture).bytes
  }
}
