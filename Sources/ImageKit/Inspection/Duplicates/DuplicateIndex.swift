/// Pictures seen so far, found again by what they look like, in whichever of the eight states.
///
/// Eight tables each hold every picture under 16 bits of its hash. A picture is looked up in each under its own 16 bits and
/// under those that come of changing the five whose coefficients are weakest: a picture that is the same agrees with one
/// of them in some table. Candidates are compared bit by bit. A bucket is searched only so far, so that a hundred thousand
/// pictures take time in proportion to their number, even if many look alike.
///
/// ```swift
/// var index = DuplicateIndex<String>()
/// index.find(hash) ?? index.insert(hash, "first.jpg")
/// ```
public struct DuplicateIndex<ID: Sendable>: Sendable {
  /// Pictures in the order in which they came.
  private var ids: [ID] = []
  /// Their hashes, `PerceptualHash.side` rows each.
  private var rows: [UInt32] = []
  /// For each table and key, the pictures under it, as places in `ids`.
  private var buckets = [[Int32]](repeating: [], count: tables << keyBits)

  private static var tables: Int { 8 }
  private static var keyBits: Int { 16 }
  private static var weakBits: Int { 5 }
  /// Of a bucket, at most so many pictures are compared, the latest ones.
  private static var mostCompared: Int { 200 }

  /// An empty index.
  public init() {}

  /// How many pictures are in it.
  public var count: Int { ids.count }

  /// Adds a picture, whether or not one like it is there.
  public mutating func insert(_ hash: PerceptualHash, _ id: ID) {
    for table in 0..<Self.tables {
      buckets[table << Self.keyBits | Self.key(of: hash, table)].append(Int32(ids.count))
    }
    ids.append(id)
    rows += hash.rows
  }

  /// The picture most like this one, if any is like enough to be the same.
  public func find(_ hash: PerceptualHash) -> ID? {
    var best: (place: Int32, distance: Int)?
    var compared = Set<Int32>()
    for state in hash.turned {
      compared.removeAll(keepingCapacity: true)
      for table in 0..<Self.tables {
        for key in Self.keys(near: state, table) {
          for place in buckets[table << Self.keyBits | key].suffix(Self.mostCompared)
          where compared.insert(place).inserted {
            let distance = distance(to: place, from: state)
            if distance <= PerceptualHash.same, distance < best?.distance ?? .max { best = (place, distance) }
          }
        }
      }
    }
    return best.map { ids[Int($0.place)] }
  }

  private func distance(to place: Int32, from hash: PerceptualHash) -> Int {
    rows.withUnsafeBufferPointer { rows in
      hash.rows.withUnsafeBufferPointer { other in
        var sum = 0
        for u in 0..<PerceptualHash.side {
          sum += (rows[Int(place) * PerceptualHash.side + u] ^ other[u]).nonzeroBitCount
        }
        return sum
      }
    }
  }

  /// Where a table's bits stand, as places in the hash. The frequencies of a page's layout, neither the lowest, which many
  /// pages share, nor those of its letters, which a stamp or rescaling disturbs, dealt to the tables in turn.
  private static func places(_ table: Int) -> ArraySlice<Int> {
    duplicateIndexPlaces[table * keyBits..<(table + 1) * keyBits]
  }

  private static func key(of hash: PerceptualHash, _ table: Int) -> Int {
    places(table).reduce(0) { $0 << 1 | Int(hash.rows[$1 / 32] >> UInt32($1 % 32) & 1) }
  }

  /// The key of a hash and those that differ from it in bits whose coefficients are weak.
  private static func keys(near hash: PerceptualHash, _ table: Int) -> [Int] {
    let places = Array(places(table))
    let weak = places.indices.sorted { hash.magnitudes[places[$0]] < hash.magnitudes[places[$1]] }.prefix(weakBits)
    return weak.reduce([key(of: hash, table)]) { keys, index in
      keys + keys.map { $0 ^ 1 << (keyBits - 1 - index) }
    }
  }
}

/// The places of all tables' bits in the hash, table after table.
private let duplicateIndexPlaces: [Int] = {
  let byFrequency = (0..<12 * 12).map { (u: $0 / 12, v: $0 % 12) }.sorted { ($0.u + $0.v, $0.u) < ($1.u + $1.v, $1.u) }
  let chosen = byFrequency.dropFirst(6).prefix(128).map { $0.u * 32 + $0.v }
  return (0..<8).flatMap { table in stride(from: table, to: 128, by: 8).map { chosen[$0] } }
}()
