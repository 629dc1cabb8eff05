extension HEIFItems {
  /// Returns the first frame as an item, for a file that stores its pictures only as the frames of a track (ISO/IEC
  /// 23008-12, 7), such as an animated AVIF. The alpha plane becomes an item too, if a track has one.
  ///
  /// - Parameter movie: The content of the `moov` box.
  init?(filmIn movie: ByteView) {
    var picture: HEIFItem?
    var opacity: HEIFItem?
    for track in ISOBoxes(movie).prefix(64) where track.type == "trak" {
      guard let handler = track.content.box("mdia", "hdlr")?.versioned?.content.fourCharacters(at: 4),
        let frame = Self.firstFrame(of: track.content)
      else { continue }
      switch handler {
      case "pict", "vide": picture = picture ?? frame
      case "auxv": opacity = opacity ?? frame
      default: break
      }
    }
    guard let picture else { return nil }
    self.init(primary: 1, items: [1: picture])
    if let opacity { add(opacity, as: 2, referringTo: 1, "auxl") }
  }

  /// The first frame of a track: its size, its codec configuration, and its offset (ISO/IEC 14496-12, 8.5 to 8.7).
  private static func firstFrame(of track: ByteView) -> HEIFItem? {
    guard let table = track.box("mdia", "minf", "stbl")?.content,
      let entries = table.box("stsd")?.versioned?.content.rest(from: 4),
      let entry = ISOBoxes(entries).first(where: { _ in true }), ["av01", "hvc1", "hev1"].contains(entry.type),
      let width = entry.content.number16(at: 24), let height = entry.content.number16(at: 26),
      let boxes = entry.content.rest(from: 78),
      let sizes = table.box("stsz")?.versioned?.content, let common = sizes.number32(at: 0),
      let count = common > 0 ? common : sizes.number32(at: 8),
      let offset = table.box("stco")?.versioned?.content.number32(at: 4)
        ?? table.box("co64")?.versioned?.content.number64(at: 4)
    else { return nil }
    var item = HEIFItem()
    item.type = entry.type
    item.properties = [.size(width: width, height: height)] + ISOBoxes(boxes).prefix(32).compactMap(property)
    item.extents = [HEIFExtent(isInside: false, offset: offset, count: count)]
    return item
  }
}
