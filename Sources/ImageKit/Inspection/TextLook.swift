/// How the text in a photo lies once the photo is turned as its EXIF says.
struct TextLook: Sendable {
  /// How the text lies, after a closer look where one was wanted and needed.
  let orientation: ContentOrientation
  /// What a first look saw: what an ``Inspector`` sees.
  let sight: Sight

  /// Whether the text stands upright once it is turned as it was found to lie, so surely that a file made of these pixels
  /// need not be looked at again.
  var isSurelyUpright: Bool { sight.orientation.state != nil && orientation.confidence >= Self.beyondDoubt }
  private static let beyondDoubt = 0.97

  /// Looks at a photo that was read to be looked at.
  init(
    at decoded: DecodedPicture, of file: [UInt8], _ decoder: PictureDecoder, closer: Bool
  ) throws(DecodingError) {
    let longSide = max(decoded.facts.width, decoded.facts.height)
    let luma = decoded.upright().luma
    sight = try Sight(of: luma, in: file, decoder, pictureLongSide: longSide)
    var closest = sight
    if closer { try closest.lookCloser(than: luma, at: file, with: decoder, pictureLongSide: longSide) }
    orientation = closest.orientation
  }

  /// Looks at the pixels of a photo, upright.
  init(at luma: Plane, longSide: Int, closer: Bool) {
    sight = Sight(of: luma, pictureLongSide: longSide)
    var closest = sight
    if closer { closest.lookCloser(at: luma) }
    orientation = closest.orientation
  }
}
