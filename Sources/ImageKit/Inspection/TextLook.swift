/// The orientation of the text in a photo after its EXIF orientation was applied.
struct TextLook: Sendable {
  /// The text's orientation, examined at twice the resolution if that was requested and necessary.
  let orientation: ContentOrientation
  /// The measurements of the first examination, which are those of an ``Inspector``.
  let sight: Sight

  /// Whether the orientation is decided already at the size that an ``Inspector`` examines, so that a file made of these
  /// pixels need not be examined again. Where that is less sure, the file's may be undecided, but not another one.
  var isDecided: Bool { sight.orientation.state != nil }

  /// Whether there is too little text, if any, to tell its orientation; then a file made of these pixels has too little
  /// as well.
  var showsTooLittle: Bool { max(orientation.textPatches, sight.orientation.textPatches) < OrientationVotes.fewest }

  /// Examines a photo that was decoded at reduced size.
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

  /// Examines the pixels of a photo to which its EXIF orientation was applied.
  init(at luma: Plane, longSide: Int, closer: Bool) {
    sight = Sight(of: luma, pictureLongSide: longSide)
    var closest = sight
    if closer { closest.lookCloser(at: luma) }
    orientation = closest.orientation
  }
}
