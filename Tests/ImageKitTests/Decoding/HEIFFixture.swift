import Foundation

/// Builds small HEIF files box by box around one coded tile of 64 × 64 pixels: left half red, right half blue, bottom
/// quarter nearly white. The tile was made with libheif's heif-enc.
struct HEIFFixture {
  /// An item of the file.
  struct Item {
    var number: Int
    var type: String
    var isHidden = false
    var properties: [[UInt8]] = []
    var data: [UInt8] = []
    /// Whether its data lies in the `meta` box.
    var isInside = false
  }

  /// A reference from an item to others.
  struct Reference {
    var type: String
    var from: Int
    var to: [Int]
  }

  var brand = "heic"
  var items: [Item] = []
  var references: [Reference] = []
  var primary = 1
  /// Bytes between the `meta` box and the data.
  var more: [UInt8] = []

  // MARK: Coded tiles

  static let hevcConfiguration = decoded(
    """
    AQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqSSmu
    bgQEDAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQA==
    """)
  static let hevcData = decoded(
    """
    AAAAmygBrwng40ecuq///oxv//4Rp5D9rlez//6qy47/Cv8//2b51Qoh//qeIgPLym/7IRJRN/JbZFCK6AceQQ9avbS4ibopK6mT3PKEYw81RRKR
    1gSInPzVH1hWentf2zZ18Z3gqlPsRvuSbR4tf5ZmCnmb+m1e0nlABJrZOYJ9NzfAdAbBQ1etnyppF3TKOAnZKBundAlQDGbSYn/A
    """)
  static let av1Configuration: [UInt8] = [0x81, 0, 0x0C, 0]
  static let av1Data = decoded(
    "EgAKCRgVf/2CBAQNCDI6FkAGGGGFALRe8/+9UjDIBjEdb9rE+JkJrQEoZYOApOY4sKSsLX76lxi8aUcFotLsPOm7jNH+m5Od8A==")

  private static func decoded(_ text: String) -> [UInt8] {
    Array(Data(base64Encoded: text, options: .ignoreUnknownCharacters)!)
  }

  // MARK: Whole files

  /// A picture of one tile, with further properties.
  static func single(
    av1: Bool = false, properties: [[UInt8]] = [], width: Int = 64, height: Int = 64
  ) -> HEIFFixture {
    HEIFFixture(
      brand: av1 ? "avif" : "heic",
      items: [tile(1, av1: av1, properties: [size(width, height)] + properties)])
  }

  /// A picture of `columns` × `rows` tiles, cropped to `width` × `height` pixels.
  static func grid(
    columns: Int, rows: Int, width: Int, height: Int, properties: [[UInt8]] = []
  ) -> HEIFFixture {
    let data: [UInt8] = [0, 0, UInt8(rows - 1), UInt8(columns - 1)] + number(width, 2) + number(height, 2)
    let tiles = (0..<columns * rows).map { tile(100 + $0, properties: [size(64, 64)], isHidden: true) }
    return HEIFFixture(
      items: [Item(number: 1, type: "grid", properties: [size(width, height)] + properties, data: data, isInside: true)]
        + tiles, references: [Reference(type: "dimg", from: 1, to: tiles.map(\.number))])
  }

  /// A file without items, whose tile is the first frame of a video track.
  static func film(av1: Bool, frames: Int) -> [UInt8] {
    let data = av1 ? av1Data : hevcData
    let head = box("ftyp", Array((av1 ? "avis" : "msf1").utf8) + [0, 0, 0, 0] + Array("iso8".utf8))
    func movie(from start: Int) -> [UInt8] {
      let coded = av1 ? box("av1C", av1Configuration) : box("hvcC", hevcConfiguration)
      var entry = [UInt8](repeating: 0, count: 78)
      entry.replaceSubrange(24..<28, with: number(64, 2) + number(64, 2))
      let table =
        box("stsd", number(0, 4) + number(1, 4) + box(av1 ? "av01" : "hvc1", entry + coded))
        + box("stsz", number(0, 8) + number(frames, 4) + (0..<frames).flatMap { _ in number(data.count, 4) })
        + box("stco", number(0, 4) + number(1, 4) + number(start, 4))
      let handler = box("hdlr", number(0, 8) + Array("pict".utf8) + number(0, 12))
      return box("moov", box("trak", box("mdia", handler + box("minf", box("stbl", table)))))
    }
    let start = head.count + movie(from: 0).count + 8
    return head + movie(from: start) + box("mdat", data)
  }

  /// An item that contains one tile.
  static func tile(_ number: Int, av1: Bool = false, properties: [[UInt8]], isHidden: Bool = false) -> Item {
    let configuration = av1 ? box("av1C", av1Configuration) : box("hvcC", hevcConfiguration)
    return Item(
      number: number, type: av1 ? "av01" : "hvc1", isHidden: isHidden, properties: [configuration] + properties,
      data: av1 ? av1Data : hevcData)
  }

  /// Adds EXIF, as phones do.
  mutating func addExif(_ exif: ExifFixture) {
    items.append(Item(number: 50, type: "Exif", data: Self.number(6, 4) + Array("Exif\0\0".utf8) + exif.bytes))
    references.append(Reference(type: "cdsc", from: 50, to: [1]))
  }

  // MARK: Properties

  static func size(_ width: Int, _ height: Int) -> [UInt8] {
    box("ispe", [0, 0, 0, 0] + number(width, 4) + number(height, 4))
  }
  static func rotation(_ quarters: UInt8) -> [UInt8] { box("irot", [quarters]) }
  static func mirror(leftToRight: Bool) -> [UInt8] { box("imir", [leftToRight ? 1 : 0]) }
  static func colour(_ primaries: Int, _ transfer: Int, _ matrix: Int, isFullRange: Bool) -> [UInt8] {
    box(
      "colr",
      Array("nclx".utf8) + number(primaries, 2) + number(transfer, 2) + number(matrix, 2) + [isFullRange ? 0x80 : 0])
  }
  static func purpose(_ name: String) -> [UInt8] { box("auxC", [0, 0, 0, 0] + Array(name.utf8) + [0]) }
  /// A clean aperture: the centre of a picture, `width` × `height` pixels.
  static func aperture(_ width: Int, _ height: Int) -> [UInt8] {
    box("clap", [width, 1, height, 1, 0, 1, 0, 1].flatMap { number($0, 4) })
  }

  // MARK: Bytes

  /// The file.
  var bytes: [UInt8] {
    let head = Self.box("ftyp", Array(brand.utf8) + [0, 0, 0, 0] + Array("mif1".utf8))
    // Offsets depend on the size of everything before the data.
    let before = head.count + meta(from: 0).count + more.count + 8
    let data = items.filter { !$0.isInside }.flatMap(\.data)
    return head + meta(from: before) + more + Self.box("mdat", data)
  }

  private func meta(from start: Int) -> [UInt8] {
    var inside: [UInt8] = [], offset = start
    var locations: [UInt8] = [0x44, 0x00] + Self.number(items.count, 2)
    for item in items {
      locations += Self.number(item.number, 2) + [0, item.isInside ? 1 : 0, 0, 0, 0, 1]
      locations += Self.number(item.isInside ? inside.count : offset, 4) + Self.number(item.data.count, 4)
      if item.isInside { inside += item.data } else { offset += item.data.count }
    }
    let entries = items.flatMap { item in
      Self.box(
        "infe",
        [2, 0, 0, item.isHidden ? 1 : 0] + Self.number(item.number, 2) + [0, 0] + Array(item.type.utf8) + [0])
    }
    var associations = Self.number(items.count, 4), index = 1
    for item in items {
      associations += Self.number(item.number, 2) + [UInt8(item.properties.count)]
      for _ in item.properties {
        associations += Self.number(0x8000 | index, 2)
        index += 1
      }
    }
    let linked = references.flatMap { reference in
      Self.box(
        reference.type,
        Self.number(reference.from, 2) + Self.number(reference.to.count, 2)
          + reference.to.flatMap { Self.number($0, 2) })
    }
    return Self.box(
      "meta",
      [0, 0, 0, 0] + Self.box("pitm", [0, 0, 0, 0] + Self.number(primary, 2))
        + Self.box("iloc", [1, 0, 0, 0] + locations)
        + Self.box("iinf", [0, 0, 0, 0] + Self.number(items.count, 2) + entries)
        + Self.box(
          "iprp",
          Self.box("ipco", items.flatMap { $0.properties.flatMap { $0 } })
            + Self.box("ipma", [0, 0, 0, 1] + associations))
        + Self.box("iref", [0, 0, 0, 0] + linked) + Self.box("idat", inside))
  }

  static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
    number(content.count + 8, 4) + Array(type.utf8) + content
  }

  static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}
