/// The keys under which pictures are indexed: 16 bits of the hash for each of eight tables.
extension PerceptualHash {
  static let tables = 8
  static let keyBits = 16
  /// How many bits of a key are also flipped.
  private static let weakBits = 5

  /// The key in each table.
  var keyOfTable: [Int] {
    rows.withUnsafeBufferPointer { rows in
      Self.allPlaces.withUnsafeBufferPointer { places in
        (0..<Self.tables).map { table in
          var key = 0
          for place in places[table * Self.keyBits..<(table + 1) * Self.keyBits] {
            key = key << 1 | Int(rows[place >> 5] >> UInt32(place & 31) & 1)
          }
          return key
        }
      }
    }
  }

  /// The bits of a table's key whose coefficients are weakest, the weakest first. Mirroring changes none of them.
  func weakest(_ table: Int) -> [Int] {
    let places = Array(Self.places(table))
    return places.indices.sorted { magnitudes[places[$0]] < magnitudes[places[$1]] }.prefix(Self.weakBits)
      .map { 1 << (Self.keyBits - 1 - $0) }
  }

  /// A key and those that result from flipping some of its bits.
  static func nearby(_ key: Int, changing bits: some RandomAccessCollection<Int>) -> [Int] {
    var keys = [key]
    keys.reserveCapacity(1 << bits.count)
    for bit in bits {
      for index in keys.indices { keys.append(keys[index] ^ bit) }
    }
    return keys
  }

  /// The bits of all keys together.
  static func sketch(of keyOfTable: [Int]) -> SIMD2<UInt64> {
    var sketch = SIMD2<UInt64>()
    for (table, key) in keyOfTable.enumerated() {
      sketch[table % 2] = sketch[table % 2] << UInt64(keyBits) | UInt64(key)
    }
    return sketch
  }

  /// The positions of a table's bits in the hash: middle frequencies, which show a page's layout, dealt to the tables
  /// in turn. Many pages share the lowest frequencies, and a stamp or rescaling disturbs the highest.
  private static func places(_ table: Int) -> ArraySlice<Int> { allPlaces[table * keyBits..<(table + 1) * keyBits] }

  /// The positions of all tables' bits, table after table.
  private static let allPlaces: [Int] = {
    let byFrequency = (0..<12 * 12).map { (u: $0 / 12, v: $0 % 12) }.sorted {
      ($0.u + $0.v, $0.u) < ($1.u + $1.v, $1.u)
    }
    let chosen = byFrequency.dropFirst(6).prefix(tables * keyBits).map { $0.u * 32 + $0.v }
    return (0..<tables).flatMap { table in stride(from: table, to: tables * keyBits, by: tables).map { chosen[$0] } }
  }()
}

/// Access for storing hashes outside memory, for example in a database.
extension PerceptualHash {
  /// The 1,024 signs as 128 bytes, which is all that another hash is compared with.
  public var signs: [UInt8] { rows.flatMap { row in (0..<4).map { UInt8(truncatingIfNeeded: row >> (8 * $0)) } } }

  /// A hash to compare others with, from its ``signs`` and its detail; nil unless there are 128 bytes of signs.
  public init?(signs: [UInt8], detail: PageDetail? = nil) {
    guard signs.count == Self.side * 4 else { return nil }
    let rows = (0..<Self.side).map { row in
      (0..<4).reduce(UInt32(0)) { $0 | UInt32(signs[4 * row + $1]) << UInt32(8 * $1) }
    }
    self.init(rows: rows, magnitudes: [Float](repeating: 0, count: Self.side * Self.side), detail: detail)
  }

  /// The same hash with its detail, which may be kept elsewhere.
  public func with(_ detail: PageDetail?) -> PerceptualHash {
    PerceptualHash(rows: rows, magnitudes: magnitudes, detail: detail)
  }

  /// Eight numbers from 0 to 524,287 under which a picture is indexed, one for each table.
  public var keys: [Int] { keyOfTable.enumerated().map { $0.offset << Self.keyBits | $0.element } }

  /// The numbers under which to search for pictures that look the same in any of the eight orientations. Those in the
  /// same orientation are searched most thoroughly.
  public var keysOfLookalikes: Set<Int> {
    var keys = Set(turned.flatMap(\.keys))
    for (table, key) in keyOfTable.enumerated() {
      keys.formUnion(Self.nearby(key, changing: weakest(table)).map { table << Self.keyBits | $0 })
    }
    return keys
  }
}
