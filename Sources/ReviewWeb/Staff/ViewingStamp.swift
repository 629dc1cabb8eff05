import Hummingbird
import ImageKit
import ReviewStore

/// The second stamp on pictures that staff view: made in memory for one response and not stored.
enum ViewingStamp {
  /// Its weight in the queue for pictures: about the pixels of a stored picture.
  static let weight = 2_000_000

  /// A picture with a faint line over it, as JPEG.
  static func stamped(_ bytes: [UInt8], with line: String) throws -> [UInt8] {
    var picture = try PictureDecoder(limits: DecodingLimits()).decode(bytes).upright()
    try Watermark(text: line, strength: .faint).stamp(&picture)
    // Up to 1.5 times the file's size, so that encoding again does not blur small print.
    let encoder = BudgetEncoder(maxBytes: max(200_000, bytes.count * 3 / 2), maxSide: nil, effort: .fast)
    return try encoder.encode(picture).bytes
  }
}

extension Desk {
  /// A picture as staff see it: with a second, fainter stamp that names the viewer and the time.
  ///
  /// - Parameter former: whether it is the picture that was at the place before.
  func viewing(
    _ place: Place, of number: RegistrationNumber, by staff: Staff, former: Bool = false
  ) async throws -> Response {
    let line = "\(staff.name) \(clock().forPeople)"
    let bytes = try await uploads.pictures.run(for: Visitor.staff(staff.name).key, weight: ViewingStamp.weight) {
      try await store.ask { store in
        let bytes =
          former
          ? try store.formerPicture(place, of: number, as: staff.name)
          : try store.picture(place, of: number, as: staff.name)
        return try ViewingStamp.stamped(bytes, with: line)
      }
    }
    return .picture(bytes)
  }
}
