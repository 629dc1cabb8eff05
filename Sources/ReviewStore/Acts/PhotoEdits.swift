import ImageKit
import Wording

/// What a person wants done to a photo before it is stamped and stored: how far it is turned, and what is kept of it.
public struct PhotoEdits: Sendable, Hashable {
  /// What is kept of a photo.
  public enum Crop: Sendable, Hashable {
    /// All of it.
    case whole
    /// The page that is found in it, straightened; all of it where none is found with certainty.
    case page
    /// A rectangle of the photo as it stands after it was turned.
    case part(PicturePart)
  }

  /// By how many degrees the photo is turned clockwise, after its EXIF orientation was applied: 0, 90, 180 or 270. If it
  /// is nil, the photo is turned by its text where the text's direction is certain.
  public let turn: Int?
  /// What is kept.
  public let crop: Crop

  /// Edits.
  ///
  /// - Parameter turn: a multiple of 90. A rectangle was chosen on the photo as it was shown, so with a rectangle nil
  ///   counts as 0.
  public init(turn: Int? = nil, crop: Crop = .whole) {
    if case .part = crop { self.turn = Self.normalized(turn ?? 0) } else { self.turn = turn.map(Self.normalized) }
    self.crop = crop
  }

  private static func normalized(_ degrees: Int) -> Int { ((degrees % 360) + 360) % 360 / 90 * 90 }

  /// Edits as forms, programs and commands name them.
  ///
  /// - Parameters:
  ///   - turn: `0`, `90`, `180` or `270`; nil or empty for a photo that is turned by its text.
  ///   - crop: `page`, `whole`, or the left, upper, right and lower edge of a rectangle as fractions of the photo's
  ///     sides, such as `0.1,0,0.9,1`; nil or empty for the whole photo.
  /// - Throws: ``InputError/badTurn``, `CropError`.
  public init(turn: String?, crop: String?) throws {
    let degrees = try turn.flatMap { $0.isEmpty ? nil : try Self.turn($0) }
    self.init(turn: degrees, crop: try crop.flatMap { $0.isEmpty ? nil : try Self.crop($0) } ?? .whole)
  }

  /// A turn as a form names it.
  public static func turn(_ text: String) throws -> Int {
    guard let degrees = ["0": 0, "90": 90, "180": 180, "270": 270][text] else { throw InputError.badTurn }
    return degrees
  }

  /// A crop as a form names it.
  public static func crop(_ text: String) throws -> Crop {
    switch text {
    case "page": return .page
    case "whole": return .whole
    default:
      let edges = text.split(separator: ",", maxSplits: 4, omittingEmptySubsequences: false).map { Double($0) }
      guard edges.count == 4, let left = edges[0], let top = edges[1], let right = edges[2], let bottom = edges[3]
      else { throw CropError.unusable }
      return .part(try PicturePart(left: left, top: top, right: right, bottom: bottom))
    }
  }
}
