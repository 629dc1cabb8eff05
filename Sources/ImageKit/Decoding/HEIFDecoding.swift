import CHEIF

/// Decodes HEIC and AVIF into planes, a row of tiles at a time, without ever going through RGB.
struct HEIFDecoding {
  let limits: DecodingLimits
  /// The picture may come out reduced, as long as its long side keeps this many pixels.
  let leastLongSide: Int

  func decode(_ bytes: [UInt8]) throws(DecodingError) -> DecodedPicture {
    let header = try HEIFHeader(of: bytes)
    let facts = header.facts
    var reader = HEIFTileReader(
      file: bytes, format: facts.format, items: header.items, limits: limits, leastLongSide: leastLongSide)
    var (picture, colour) = try reader.read(header.items.primary)
    let opacity = try reader.readOpacity(of: picture)
    var flaws: [DecodedPicture.Flaw] = []
    if let damage = reader.damage { flaws.append(.corrupt(reason: damage)) }
    if colour.matrix == 0 { picture.mixGreenBlueRed() }
    guard let mixture = colour.matrix == 0 ? .bt601 : LumaMixture(matrix: colour.matrix) else {
      throw .unsupported(facts.format, reason: "colour matrix \(colour.matrix)")
    }
    // Transparent pixels are blended with white in sRGB.
    if let opacity, opacity.isPremultiplied { picture.unpremultiply(by: opacity.plane) }
    do {
      try picture.convert(from: mixture, profile: header.profile ?? colour.profile())
    } catch {
      flaws.append(.brokenProfile(reason: error.reason))
    }
    if let opacity { picture.layOnWhite(opacity.plane) }
    return DecodedPicture(facts: facts, picture: picture, flaws: flaws)
  }
}

/// Reads a picture of a HEIF file, tile by tile, into planes of full range, reduced as the limits say.
struct HEIFTileReader {
  let file: [UInt8]
  let format: PictureFormat
  let items: HEIFItems
  let limits: DecodingLimits
  let leastLongSide: Int
  /// The decoder's message about damaged data.
  private(set) var damage: String?

  init(file: [UInt8], format: PictureFormat, items: HEIFItems, limits: DecodingLimits, leastLongSide: Int) {
    self.file = file
    self.format = format
    self.items = items
    self.limits = limits
    self.leastLongSide = leastLongSide
  }

  /// Where a picture's tiles lie: all of one size, in rows, covering at least the picture.
  private struct Layout {
    /// Items; in a plane of opacity, nil where the picture is opaque.
    var tiles: [Int?]
    var columns: Int
    var tile: (width: Int, height: Int)
    /// The columns and rows that belong to the picture.
    var shown: (columns: Range<Int>, rows: Range<Int>)
  }

  /// The most tiles; cameras make fewer.
  private static let mostTiles = 4096
  /// The least side of a tile, where there are several (ISO/IEC 23000-22, 7.3.11.4.2).
  private static let leastTileSide = 64

  /// The picture, and how its samples are coded.
  mutating func read(_ number: Int) throws(DecodingError) -> (picture: PlanarPicture, colour: CodedColour) {
    guard let item = items.items[number] else { throw .corrupt(format, reason: "an item is missing") }
    return try read(try layout(of: number, item), colour: item.colour)
  }

  /// A picture's opacity, pixel by pixel, and whether its samples are premultiplied by it; nil if it is opaque. Either
  /// the picture has a plane of opacity, or its tiles have.
  mutating func readOpacity(
    of picture: PlanarPicture
  ) throws(DecodingError) -> (plane: Plane, isPremultiplied: Bool)? {
    let plane: Plane, isPremultiplied: Bool
    if let alpha = HEIFHeader.alpha(of: items.primary, in: items) {
      plane = try read(alpha).picture.luma
      isPremultiplied = items.targets(of: items.primary, "prem").contains(alpha)
    } else if let item = items.items[items.primary], HEIFHeader.hasTileAlpha(items) {
      var layout = try layout(of: items.primary, item)
      let tiles = layout.tiles.compactMap(\.self)
      layout.tiles = tiles.map { HEIFHeader.alpha(of: $0, in: items) }
      plane = try read(layout, colour: nil).picture.luma
      isPremultiplied = tiles.contains { !items.targets(of: $0, "prem").isEmpty }
    } else {
      return nil
    }
    return plane.width == picture.width && plane.height == picture.height ? (plane, isPremultiplied) : nil
  }

  private mutating func read(
    _ layout: Layout, colour: CodedColour?
  ) throws(DecodingError) -> (picture: PlanarPicture, colour: CodedColour) {
    guard let first = layout.tiles.compactMap(\.self).first else { throw .corrupt(format, reason: "no tiles") }
    // Decoded early if the tiles before it are missing: those are made with its format.
    var canvas = layout.tiles[0] == nil ? try makeCanvas(like: decode(first, atMost: layout.tile), colour, layout) : nil
    var row: [CodedPicture?] = []
    for (index, tile) in layout.tiles.enumerated() {
      row.append(try tile.map { tile throws(DecodingError) in try decode(tile, atMost: layout.tile) })
      guard row.count == layout.columns else { continue }
      if canvas == nil, let first = row[0] { canvas = try makeCanvas(like: first, colour, layout) }
      try canvas!.add(row, format, top: index / layout.columns * layout.tile.height)
      row = []
    }
    guard let canvas else { throw .corrupt(format, reason: "no tiles") }
    return (canvas.finished(), canvas.colour)
  }

  private func makeCanvas(
    like tile: CodedPicture, _ known: CodedColour?, _ layout: Layout
  ) throws(DecodingError) -> Canvas {
    let frame = tile.frame
    var colour =
      known ?? layout.tiles.compactMap(\.self).first.flatMap { items.items[$0]?.colour }
      ?? CodedColour(
        primaries: Int(frame.primaries), transfer: Int(frame.transfer), matrix: Int(frame.matrix),
        isFullRange: frame.is_full_range)
    // Green, blue and red cannot have different sizes. If they do, the matrix in the file is wrong.
    if colour.matrix == 0, frame.components == 1 || frame.horizontal_subsampling == 2 { colour.matrix = 2 }
    // The decoder tells the size of a single picture; a grid states its own.
    var shown = layout.shown
    if layout.tiles.count == 1 {
      shown.columns = shown.columns.clamped(to: 0..<Int(frame.width))
      shown.rows = shown.rows.clamped(to: 0..<Int(frame.height))
      guard !shown.columns.isEmpty, !shown.rows.isEmpty else { throw .corrupt(format, reason: "the picture is empty") }
    }
    return Canvas(
      frame: frame, colour: colour, shown: shown, tile: layout.tile,
      factor: RowReducer.factor(
        width: shown.columns.count, height: shown.rows.count, maxPixels: limits.maxDecodedPixels,
        leastLongSide: leastLongSide))
  }

  private func layout(of number: Int, _ item: HEIFItem) throws(DecodingError) -> Layout {
    guard let size = item.size else { throw .corrupt(format, reason: "the picture has no size") }
    func require(_ size: (width: Int, height: Int), atMost limit: Int) throws(DecodingError) {
      try DecodingLimits.require(width: size.width, height: size.height, atMost: limit)
    }
    func shown(of size: (width: Int, height: Int)) throws(DecodingError) -> (columns: Range<Int>, rows: Range<Int>) {
      guard let aperture = item.aperture else { return (0..<size.width, 0..<size.height) }
      guard let part = aperture.part(ofWidth: size.width, height: size.height) else {
        throw .corrupt(format, reason: "nothing of the picture is to be shown")
      }
      // A chroma sample covers two columns and rows.
      return (part.columns.lowerBound & ~1..<part.columns.upperBound, part.rows.lowerBound & ~1..<part.rows.upperBound)
    }
    try require(size, atMost: limits.maxPixels)
    switch item.type {
    case "hvc1", "hev1", "av01":
      // Without tiles it cannot be reduced while it is read.
      try require(size, atMost: min(limits.maxPixels, limits.maxDecodedPixels * 4))
      return Layout(tiles: [number], columns: 1, tile: size, shown: try shown(of: size))
    case "grid":
      guard let data = items.data(of: number, in: file) else { throw .truncated(format) }
      let tiles = items.targets(of: number, "dimg")
      guard let grid = HEIFGrid(ByteView(data)), tiles.count == grid.rows * grid.columns, grid.width <= 1 << 20,
        let tile = tiles.first.flatMap({ items.items[$0]?.size }),
        grid.width <= grid.columns * tile.width, grid.height <= grid.rows * tile.height,
        grid.width > (grid.columns - 1) * tile.width, grid.height > (grid.rows - 1) * tile.height
      else { throw .corrupt(format, reason: "the tiles do not make a picture") }
      try require((grid.width, grid.height), atMost: limits.maxPixels)
      // A whole row of tiles is in memory at once.
      try require((grid.columns * tile.width, tile.height), atMost: limits.maxDecodedPixels * 4)
      guard tiles.count <= Self.mostTiles, tiles.count == 1 || min(tile.width, tile.height) >= Self.leastTileSide else {
        throw .unsupported(format, reason: "\(tiles.count) tiles")
      }
      return Layout(tiles: tiles, columns: grid.columns, tile: tile, shown: try shown(of: (grid.width, grid.height)))
    default:
      throw .unsupported(format, reason: "a picture of kind \(item.type)")
    }
  }

  private mutating func decode(
    _ number: Int, atMost size: (width: Int, height: Int)
  ) throws(DecodingError) -> CodedPicture {
    guard let item = items.items[number], let configuration = item.configuration,
      let codec = ["hvc1": CHEIF_HEVC, "hev1": CHEIF_HEVC, "av01": CHEIF_AV1][item.type]
    else { throw .unsupported(format, reason: "a tile of kind \(items.items[number]?.type ?? "none")") }
    guard let data = items.data(of: number, in: file) else { throw .truncated(format) }
    let picture = try CodedPicture(codec, configuration: configuration, data: data, format: format, atMost: size)
    if picture.frame.is_damaged { damage = damage ?? "the coded data contradicts itself" }
    return picture
  }
}
