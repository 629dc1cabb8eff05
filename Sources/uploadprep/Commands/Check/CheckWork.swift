import ImageKit

/// Checks files, one at a time on whatever thread asks.
struct CheckWork: Sendable {
  /// The rules.
  let inspector: Inspector

  /// What is to be said of one input: what is there and cannot be read is a finding, what is not there a failure.
  func check(_ input: Input) -> Result<CheckedFile, Failure> {
    do {
      let bytes = try input.read(atMost: inspector.decodingLimits.maxBytes)
      try MemoryLimit.requireRoom(for: bytes)
      let inspection = inspector.inspect(bytes, fileName: input.fileName)
      let thumbnail = inspection.thumbnail.flatMap(Self.thumbnail)
      return .success(CheckedFile(input, inspection: inspection, thumbnail: thumbnail))
    } catch {
      if case .missing = input.kind { return .failure(Failure(any: error, input: input.path)) }
      guard error.status == .noInput || error.status == .unreadableData else {
        return .failure(Failure(any: error, input: input.path))
      }
      return .success(CheckedFile(input, unreadableFor: error))
    }
  }

  /// A JPEG of a few thousand bytes for the report.
  private static func thumbnail(of picture: PlanarPicture) -> [UInt8]? {
    try? BudgetEncoder(maxBytes: 8000, maxSide: 320, effort: .fast).encode(picture).bytes
  }
}
