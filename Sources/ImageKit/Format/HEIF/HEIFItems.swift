/// The items of a HEIF file, parsed from its `meta` box (ISO/IEC 14496-12, 8.11; 23008-12, 9).
struct HEIFItems {
  /// A reference from one item to others.
  struct Reference {
    /// The reference type: `dimg` (derived from), `thmb` (thumbnail of), `auxl` (auxiliary to), `cdsc` (describes).
    let type: String
    let from: Int
    let to: [Int]
  }

  /// The number of the primary item.
  private(set) var primary: Int
  /// The items by number.
  private(set) var items: [Int: HEIFItem] = [:]
  /// All references in file order.
  private(set) var references: [Reference] = []
  /// The content of the `idat` box inside the `meta` box.
  private var inside: ByteView?

  /// The most items that are read. Cameras write fewer: a photo of 200 megapixels has about 800 tiles.
  private static let most = 10_000

  /// Parses the content of a `meta` box; nil if it has no primary item.
  init?(_ meta: ISOBoxes.Box) {
    guard let content = meta.versioned?.content, let named = content.box("pitm")?.versioned,
      let primary = named.version == 0 ? named.content.number16(at: 0) : named.content.number32(at: 0)
    else { return nil }
    self.primary = primary
    readInformation(content.box("iinf"))
    guard items[primary] != nil else { return nil }
    readLocations(content.box("iloc"))
    readProperties(content)
    readReferences(content.box("iref"))
    inside = content.box("idat")?.content
  }

  /// Creates a collection with a primary item.
  init(primary: Int, items: [Int: HEIFItem]) {
    self.primary = primary
    self.items = items
  }

  /// Adds an item that refers to another item.
  mutating func add(_ item: HEIFItem, as number: Int, referringTo other: Int, _ type: String) {
    items[number] = item
    references.append(Reference(type: type, from: number, to: [other]))
  }

  /// The data of an item, or nil if the file does not contain all of it.
  func data(of number: Int, in file: [UInt8]) -> ArraySlice<UInt8>? {
    guard let extents = items[number]?.extents, !extents.isEmpty else { return nil }
    var parts: [ByteView] = []
    for extent in extents {
      let place = extent.isInside ? inside : ByteView(file[...])
      guard let place, extent.offset <= place.count,
        let part = place.part(at: extent.offset, count: extent.count ?? place.count - extent.offset)
      else { return nil }
      parts.append(part)
    }
    if parts.count == 1 { return file[parts[0].range] }
    // Overlapping extents could make the data of a small file arbitrarily long.
    guard parts.reduce(0, { $0 + $1.count }) <= file.count else { return nil }
    return parts.flatMap(\.copied)[...]
  }

  /// The items that an item refers to, by reference type.
  func targets(of number: Int, _ type: String) -> [Int] {
    references.filter { $0.type == type && $0.from == number }.flatMap(\.to)
  }

  /// The items that refer to an item, by reference type.
  func sources(of number: Int, _ type: String) -> [Int] {
    references.filter { $0.type == type && $0.to.contains(number) }.map(\.from)
  }

  // MARK: Boxes

  /// `iinf`: the types of the items.
  private mutating func readInformation(_ box: ISOBoxes.Box?) {
    guard let list = box?.versioned, let entries = list.content.rest(from: list.version == 0 ? 2 : 4) else { return }
    for entry in ISOBoxes(entries).prefix(Self.most) where entry.type == "infe" {
      guard let entry = entry.versioned, (2...3).contains(entry.version),
        let number = entry.version == 2 ? entry.content.number16(at: 0) : entry.content.number32(at: 0)
      else { continue }
      let at = entry.version == 2 ? 4 : 6
      guard let type = entry.content.fourCharacters(at: at) else { continue }
      var item = HEIFItem()
      item.type = type
      item.isHidden = entry.flags & 1 == 1
      if type == "mime", let names = entry.content.rest(from: at + 4)?.copied {
        // The item name and then the media type, each terminated by a zero byte.
        let parts = names.split(separator: 0, omittingEmptySubsequences: false)
        if parts.count > 1 { item.mediaType = String(decoding: parts[1], as: UTF8.self) }
      }
      items[number] = item
    }
  }

  /// `iloc`: the locations of the items' data.
  private mutating func readLocations(_ box: ISOBoxes.Box?) {
    guard let (version, _, content) = box?.versioned, version <= 2, let sizes = content.number16(at: 0) else { return }
    let offsetSize = sizes >> 12, lengthSize = sizes >> 8 & 15, baseSize = sizes >> 4 & 15
    let indexSize = version == 0 ? 0 : sizes & 15
    var at = 2
    func number(_ size: Int) -> Int? {
      defer { at += size }
      switch size {
      case 0: return 0
      case 2: return content.number16(at: at)
      case 4: return content.number32(at: at)
      case 8: return content.number64(at: at)
      default: return nil
      }
    }
    let wide = version == 2 ? 4 : 2
    guard let count = number(wide) else { return }
    for _ in 0..<min(count, Self.most) {
      guard let item = number(wide), let method = version == 0 ? 0 : number(2) else { return }
      at += 2
      guard let base = number(baseSize), let extents = number(2) else { return }
      for _ in 0..<extents {
        guard number(indexSize) != nil, let offset = number(offsetSize), let length = number(lengthSize) else { return }
        // Construction method 2 takes data from other items. No encoder writes it, so it is not supported.
        guard method & 15 <= 1, let known = items[item], known.extents.count < 64 else { continue }
        let (place, overflows) = base.addingReportingOverflow(offset)
        guard !overflows else { continue }
        items[item]?.extents.append(
          HEIFExtent(isInside: method & 15 == 1, offset: place, count: lengthSize == 0 ? nil : length))
      }
    }
  }

  /// `iprp`: a list of properties, and their association with items.
  private mutating func readProperties(_ content: ByteView) {
    guard let list = content.box("iprp", "ipco")?.content, let box = content.box("iprp") else { return }
    let properties = ISOBoxes(list).map(Self.property)
    for association in ISOBoxes(box.content) where association.type == "ipma" {
      guard let (version, flags, content) = association.versioned, let count = content.number32(at: 0) else { continue }
      var at = 4
      for _ in 0..<min(count, Self.most) {
        guard let item = version == 0 ? content.number16(at: at) : content.number32(at: at),
          let indices = content.byte(at: at + (version == 0 ? 2 : 4))
        else { break }
        at += version == 0 ? 3 : 5
        for _ in 0..<indices {
          // The highest bit marks the property as essential; it is not part of the index.
          let index =
            flags & 1 == 1 ? content.number16(at: at).map { $0 & 0x7FFF } : content.byte(at: at).map { $0 & 0x7F }
          at += flags & 1 == 1 ? 2 : 1
          guard let index, index > 0, index <= properties.count, let property = properties[index - 1],
            let known = items[item], known.properties.count < 32
          else { continue }
          items[item]?.properties.append(property)
        }
      }
    }
  }

  /// Parses a property; nil if the type is not used here.
  static func property(_ box: ISOBoxes.Box) -> HEIFItem.Property? {
    switch box.type {
    case "ispe":
      guard let content = box.versioned?.content, let width = content.number32(at: 0),
        let height = content.number32(at: 4)
      else { return nil }
      return .size(width: width, height: height)
    case "hvcC", "av1C": return .configuration(box.content)
    case "colr":
      switch box.content.fourCharacters(at: 0) {
      case "prof", "rICC": return box.content.rest(from: 4).map { .profile($0) }
      case "nclx":
        guard let primaries = box.content.number16(at: 4), let transfer = box.content.number16(at: 6),
          let matrix = box.content.number16(at: 8), let range = box.content.byte(at: 10)
        else { return nil }
        return .colour(
          CodedColour(primaries: primaries, transfer: transfer, matrix: matrix, isFullRange: range & 0x80 != 0))
      default: return nil
      }
    case "irot": return box.content.byte(at: 0).map { .rotation($0 & 3) }
    case "imir": return box.content.byte(at: 0).map { .mirror(leftToRight: $0 & 1 == 1) }
    case "clap": return HEIFAperture(box.content).map { .aperture($0) }
    case "auxC", "auxi": return (box.versioned?.content.text).map { .purpose($0) }
    default: return nil
    }
  }

  /// `iref`: the references between items.
  private mutating func readReferences(_ box: ISOBoxes.Box?) {
    guard let (version, _, content) = box?.versioned else { return }
    let wide = version == 0 ? 2 : 4
    func number(_ content: ByteView, at offset: Int) -> Int? {
      version == 0 ? content.number16(at: offset) : content.number32(at: offset)
    }
    var left = 4 * Self.most
    for reference in ISOBoxes(content).prefix(Self.most) {
      guard let from = number(reference.content, at: 0), let count = reference.content.number16(at: wide) else {
        continue
      }
      let to = (0..<min(count, Self.most)).compactMap { number(reference.content, at: wide + 2 + $0 * wide) }
      left -= to.count
      guard left >= 0 else { return }
      references.append(Reference(type: reference.type, from: from, to: to))
    }
  }
}
