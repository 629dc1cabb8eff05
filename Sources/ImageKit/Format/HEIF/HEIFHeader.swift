/// What the boxes of a HEIC or AVIF file say: the facts about the picture, and what a decoder needs besides the coded
/// data.
struct HEIFHeader {
  /// The facts about the picture. Width and height are those of the stored picture, before rotation.
  let facts: PictureFacts
  /// The items of the file.
  let items: HEIFItems
  /// The number of the primary item.
  let picture: HEIFItem
  /// The embedded ICC profile of the picture.
  let profile: [UInt8]?

  /// Parses the boxes of the file.
  init(of bytes: [UInt8]) throws(DecodingError) {
    let format = PictureFormat(sniffing: bytes) ?? .heic
    let file = ByteView(bytes[...])
    var meta: ISOBoxes.Box?
    var movie: ISOBoxes.Box?
    var film = 0, frames = 0, end = 0
    for box in ISOBoxes(file) {
      end = box.content.range.upperBound
      switch box.type {
      case "meta" where meta == nil: meta = box
      case "moov" where movie == nil:
        movie = box
        frames = Self.frameCount(box.content)
      case "mpvd": film += box.content.count
      default: break
      }
    }
    let items = try Self.items(meta, movie, format)
    guard let picture = items.items[items.primary] else {
      throw .corrupt(format, reason: "no picture among its items")
    }
    guard let size = picture.size, size.width > 0, size.height > 0 else {
      throw .corrupt(format, reason: "the picture has no size")
    }
    self.items = items
    self.picture = picture
    profile = picture.profile?.copied
    self.facts = Self.facts(
      format, picture, items, size, bytes, film: film, frames: frames, trailing: max(0, bytes.count - end))
  }

  /// The items of the file, or the first frame of its first track if it has no primary item.
  private static func items(
    _ meta: ISOBoxes.Box?, _ movie: ISOBoxes.Box?, _ format: PictureFormat
  ) throws(DecodingError) -> HEIFItems {
    if let meta {
      guard meta.isWhole else { throw .truncated(format) }
      if let items = HEIFItems(meta) { return items }
    }
    if let movie {
      guard movie.isWhole else { throw .truncated(format) }
      if let film = HEIFItems(filmIn: movie.content) { return film }
      throw .unsupported(format, reason: "a film without a still picture")
    }
    throw meta == nil ? .truncated(format) : .corrupt(format, reason: "no picture among its items")
  }

  private static func facts(
    _ format: PictureFormat, _ picture: HEIFItem, _ items: HEIFItems, _ size: (width: Int, height: Int),
    _ bytes: [UInt8], film: Int, frames: Int, trailing: Int
  ) -> PictureFacts {
    let part = picture.aperture?.part(ofWidth: size.width, height: size.height)
    var facts = PictureFacts(
      format: format, width: part?.columns.count ?? size.width, height: part?.rows.count ?? size.height,
      components: 3, bitDepth: 8)
    describeSamples(picture, items, &facts)
    var sizes = MetadataSizes()
    var told: Set<String> = []
    for (number, item) in items.items.sorted(by: { $0.key < $1.key }) {
      guard ["Exif", "mime"].contains(item.type), told.insert(item.type + item.mediaType).inserted else { continue }
      switch item.type {
      case "Exif":
        guard let data = items.data(of: number, in: bytes) else { continue }
        sizes.add(.exif, data.count)
        // The first four bytes are the offset of the TIFF header after them (ISO/IEC 23008-12, A.2.1).
        let view = ByteView(data)
        if let skipped = view.number32(at: 0), let block = view.rest(from: 4 + skipped), let exif = ExifFacts(block) {
          facts.take(exif)
        }
      case "mime" where item.mediaType == "application/rdf+xml":
        guard let data = items.data(of: number, in: bytes) else { continue }
        sizes.add(.xmp, data.count)
        if ByteView(data).contains("GPSLatitude") { facts.hasLocation = true }
      default: break
      }
    }
    if let profile = picture.profile {
      sizes.add(.icc, profile.count)
      facts.colourProfile = .embedded(bytes: profile.count)
    } else if let colour = picture.colour {
      facts.colourProfile = colour.isSRGB ? .sRGB : .coded(colour)
    }
    let small = items.sources(of: items.primary, "thmb").compactMap { items.data(of: $0, in: bytes)?.count }
    if !small.isEmpty { sizes.add(.thumbnail, small.reduce(0, +)) }
    if film > 0 { sizes.add(.video, film) }
    facts.metadata = sizes.list
    // The orientation comes from the container; the EXIF orientation is only informative (ISO/IEC 23008-12, 6.5.10).
    facts.orientation = picture.orientation
    facts.hasTransparency = alpha(of: items.primary, in: items) != nil || hasTileAlpha(items)
    facts.pictureCount = max(1 + otherPictures(in: items), frames)
    facts.trailingBytes = trailing
    return facts
  }

  /// The number of a picture's alpha item, or nil if there is none.
  static func alpha(of number: Int, in items: HEIFItems) -> Int? {
    items.sources(of: number, "auxl").first { isAlpha($0, in: items) }
  }

  /// Whether any tile of the primary picture has an alpha item.
  static func hasTileAlpha(_ items: HEIFItems) -> Bool {
    let tiles = Set(items.targets(of: items.primary, "dimg"))
    return items.references.contains { reference in
      reference.type == "auxl" && reference.to.contains { tiles.contains($0) }
        && isAlpha(reference.from, in: items)
    }
  }

  private static func isAlpha(_ number: Int, in items: HEIFItems) -> Bool {
    guard let purpose = items.items[number]?.purpose else { return false }
    return purpose.hasSuffix("alpha") || purpose == "urn:mpeg:hevc:2015:auxid:1"
  }

  /// The number of independent pictures besides the primary one, without tiles, thumbnails and auxiliary images such as
  /// depth maps.
  private static func otherPictures(in items: HEIFItems) -> Int {
    var parts = Set<Int>()
    for reference in items.references {
      switch reference.type {
      case "dimg": parts.formUnion(reference.to)
      case "thmb", "auxl": parts.insert(reference.from)
      default: break
      }
    }
    return items.items.count { number, item in
      number != items.primary && !item.isHidden && HEIFItem.pictureTypes.contains(item.type) && !parts.contains(number)
    }
  }

  /// Sets the bit depth and the chroma subsampling from the decoder configuration of the picture or its first tile.
  private static func describeSamples(_ picture: HEIFItem, _ items: HEIFItems, _ facts: inout PictureFacts) {
    let tile = items.targets(of: items.primary, "dimg").first.flatMap { items.items[$0] }
    guard
      let coded = picture.configuration.map({ (picture.type, $0) })
        ?? tile.flatMap({ tile in
          tile.configuration.map { (tile.type, $0) }
        })
    else { return }
    let (isGrey, across, down): (Bool, Bool, Bool)
    if coded.0 == "av01" {
      guard let flags = coded.1.byte(at: 2) else { return }
      facts.bitDepth = flags & 0x40 == 0 ? 8 : flags & 0x20 == 0 ? 10 : 12
      (isGrey, across, down) = (flags & 0x10 != 0, flags & 8 != 0, flags & 4 != 0)
    } else {
      guard let chroma = coded.1.byte(at: 16), let depth = coded.1.byte(at: 17) else { return }
      facts.bitDepth = 8 + (depth & 7)
      (isGrey, across, down) = (chroma & 3 == 0, chroma & 3 != 3, chroma & 3 == 1)
    }
    facts.components = isGrey ? 1 : 3
    facts.chromaSubsampling = isGrey ? nil : down ? "4:2:0" : across ? "4:2:2" : "4:4:4"
  }

  /// The number of frames in the first track.
  private static func frameCount(_ movie: ByteView) -> Int {
    let sizes = movie.box("trak", "mdia", "minf", "stbl", "stsz")?.versioned?.content
    return sizes?.number32(at: 4) ?? 0
  }
}
