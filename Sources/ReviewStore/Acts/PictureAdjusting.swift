import ImageKit

/// Turning and cropping pictures that were uploaded already.
extension ReviewStore {
  /// Prepares a photo anew with other edits, and puts the result in place of the picture that was made of it before. It
  /// is an upload onto this picture, so whatever forbids an upload or a removal forbids this too.
  ///
  /// - Parameters:
  ///   - photo: the photo as it was received, never the stored picture, which is stamped.
  ///   - picture: the picture that the person saw. If another is at the place now, the act is refused.
  ///   - clerk: the clerk who does it for the candidate; nil for the candidate.
  /// - Throws: ``Refusal``, `DecodingError`, `CropError`.
  @discardableResult
  public func adjust(
    _ place: Place, of registration: RegistrationNumber, showing picture: Digest, from photo: [UInt8],
    _ edits: PhotoEdits, version: Int? = nil, by clerk: StaffName? = nil
  ) throws -> UploadResult {
    try store(
      photo, edits, as: place.material, of: registration, version: version, by: Person(candidateOr: clerk)
    ) {
      .adjust(place, showing: picture, picture: $0)
    }
  }

  /// Checks that ``adjust(_:of:showing:from:_:version:by:)`` would be accepted now.
  ///
  /// - Throws: ``Refusal``.
  public func checkAdjusting(
    _ place: Place, of registration: RegistrationNumber, showing picture: Digest, by clerk: StaffName? = nil
  ) throws {
    let now = clock()
    try engine.read { transaction in
      let actor = try actor(Person(candidateOr: clerk), transaction)
      let command = Command(.adjust(place, showing: picture, picture: nil), by: actor)
      _ = try Workflow.decide(load(registration, transaction).application, command, under: policy, at: now)
    }
  }

  /// The photo behind a picture, turned but whole and reduced for a screen, for choosing what is kept of it. It carries
  /// the same stamp as a stored picture.
  ///
  /// - Parameter longSide: the longest side of the result, in pixels.
  public func preview(
    of photo: [UInt8], turned degrees: Int, longSide: Int, for registration: RegistrationNumber
  ) throws -> [UInt8] {
    var options = Preparation.Options()
    options.maxBytes = 150_000
    options.maxSide = longSide
    options.effort = .fast
    options.limits.maxPixels = policy.pictures.maxPhotoPixels
    options.turn = ExifOrientation(clockwise: degrees) ?? .upright
    options.watermark = try Watermark(
      text: WatermarkText.line(of: policy, region: region, registration: registration, at: clock()))
    return try Preparation(options).prepare(photo).bytes
  }
}
