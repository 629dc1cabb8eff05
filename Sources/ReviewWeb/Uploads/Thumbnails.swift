import ImageKit
import ReviewStore

/// Small versions of stored pictures, made once each and kept in memory within bounds.
///
/// Each request is checked by its own route; what is kept here is found by the picture's digest alone.
struct Thumbnails: Sendable {
  /// The most bytes of one.
  static let maxBytes = 15_000
  /// The longest side in pixels.
  static let longSide = 480
  /// How many are kept: with ``maxBytes`` each, 30 MB at most.
  private static let room = 2_000
  /// The weight of making one in the queue for pictures: about the pixels that are decoded.
  private static let weight = 500_000

  private let made = ActLedger<Result<[UInt8], any Error>>(room: room)
  let store: StoreAccess
  let pictures: FairQueue

  /// How many have been made and are kept.
  var count: Int { made.counts.acts }

  /// The thumbnail of a picture.
  ///
  /// - Parameters:
  ///   - viewer: for whom it is made, if it has not been made before.
  ///   - bytes: reads the picture.
  func thumbnail(
    of digest: Digest, for viewer: Visitor, _ bytes: @escaping @Sendable (ReviewStore) throws -> [UInt8]
  ) async throws -> [UInt8] {
    let result = await made.outcome(owner: "", key: digest.rawValue) {
      do {
        return .success(
          try await pictures.run(for: viewer.key, weight: Self.weight) {
            try await store.ask { try Self.made(of: try bytes($0)) }
          })
      } catch {
        return .failure(error)
      }
    }
    if case .failure = result { made.forget(owner: "", key: digest.rawValue) }
    return try result.get()
  }

  /// A small JPEG of a picture, from a decoding at reduced size.
  static func made(of bytes: [UInt8]) throws -> [UInt8] {
    let picture = try PictureDecoder(limits: DecodingLimits()).examine(bytes, longSide: longSide).upright()
    return try BudgetEncoder(maxBytes: maxBytes, maxSide: longSide, effort: .fast).encode(picture).bytes
  }
}
