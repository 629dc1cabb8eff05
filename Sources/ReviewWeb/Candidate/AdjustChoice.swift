import ImageKit
import ReviewStore
import Wording

/// What a form of the adjusting page asks for. What it does not name stays as it is.
struct AdjustChoice: Sendable {
  /// By how many degrees the photo is to be turned clockwise.
  let turn: Int?
  /// What is to be kept.
  let crop: PhotoEdits.Crop?

  /// A form's choice: the field `turn`, and the field `crop` as ``PhotoEdits/crop(_:)`` reads it, or `rectangle` with the
  /// edges `left`, `top`, `right` and `bottom` in percent.
  ///
  /// - Throws: `InputError.badTurn`, `CropError`.
  init(_ form: Form) throws {
    let (turn, crop) = (form["turn"], form["crop"])
    self.turn = turn.isEmpty ? nil : try PhotoEdits.turn(turn)
    switch crop {
    case "": self.crop = nil
    case "rectangle":
      let edges = ["left", "top", "right", "bottom"].compactMap { Double(form[$0]) }.map { $0 / 100 }
      guard edges.count == 4 else { throw CropError.unusable }
      self.crop = .part(try PicturePart(left: edges[0], top: edges[1], right: edges[2], bottom: edges[3]))
    default: self.crop = try PhotoEdits.crop(crop)
    }
  }

  /// The edits that follow for a photo: a rectangle that was chosen before turns with the photo.
  func edits(of original: HeldOriginals.Original) -> PhotoEdits {
    let turn = turn ?? original.turn
    if let crop { return PhotoEdits(turn: turn, crop: crop) }
    guard case .part(let part) = original.crop else { return PhotoEdits(turn: turn, crop: original.crop) }
    return PhotoEdits(turn: turn, crop: .part(part.turned(clockwise: turn - original.turn)))
  }
}
