/// Pictures seen so far, found again by what they look like, in whichever of the eight states.
///
/// Eight tables each hold every picture under 16 bits of its hash. A picture is looked up in each under its own 16 bits and
/// under those that come of changing the five whose coefficients are weakest: a picture that is the same agrees with one
/// of them in some table. Most candidates are dismissed by the bits of all keys together; the others are compared bit by
/// bit. Of those that remain, a form filled in by others among them, the nearest few are examined for their content. A
/// bucket is searched only so far, so that a hundred thousand pictures take time in proportion to their number, even if many
/// look alike.
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
  /// The bits of all their keys, by which most other pages are told without a look at the whole hash.
  private var sketches: [SIMD2<UInt64>] = []
  /// What tells their contents apart, where it is known.
  private var details: [PageDetail?] = []
  /// For each table and key, the pictures under it, as places in `ids`.
  private var buckets = [[Int32]](repeating: [], count: tables << keyBits)

  private static var tables: Int { PerceptualHash.tables }
  private static var keyBits: Int { PerceptualHash.keyBits }
  /// Of a bucket, at most so many pictures are compared, the latest ones.
  private static var mostCompared: Int { 200 }
  /// Of the pictures of the same layout at most so many are examined for their content, the nearest first. Each takes some
  /// milliseconds, and a folder may hold the same form of thousands.
  private static var mostExamined: Int { 3 }
  /// Bits of the 128 of a sketch that may differ between pictures of the same page. Of pictures that differ in
  /// `PerceptualHash.same` of 1,024 bits about 33 do, of other pages about 64 and hardly ever as few as this.
  private static var mostSketchDifference: Int { 48 }

  /// How many bits of a key are also tried the other way round of a picture that is turned: seven states are less likely
  /// together than the one in which it stands, and cost as much each.
  private static var weakBitsOfTurned: Int { 3 }

  /// An empty index.
  public init() {}

  /// How many pictures are in it.
  public var count: Int { ids.count }

  /// Adds a picture, whether or not one like it is there.
  public mutating func insert(_ hash: PerceptualHash, _ id: ID) {
    for key in hash.keys { buckets[key].append(Int32(ids.count)) }
    ids.append(id)
    rows += hash.rows
    sketches.append(PerceptualHash.sketch(of: hash.keyOfTable))
    details.append(hash.detail)
  }

  /// The picture most like this one of those with the same content, if there is any.
  ///
  /// - Parameters:
  ///   - hash: The picture's hash.
  ///   - accepts: Which pictures count at all.
  public func find(_ hash: PerceptualHash, where accepts: (ID) -> Bool = { _ in true }) -> ID? {
    // The nearest state of each picture whose layout is the same.
    var nearest: [Int32: (turn: Int, distance: Int)] = [:]
    var compared = Set<Int32>()
    var weakest: [[Int]] = []
    for (turn, state) in hash.turned.enumerated() {
      // The first four are mirrored, the others lie on their side.
      if turn % 4 == 0 { weakest = (0..<Self.tables).map(state.weakest) }
      let changed = turn == 0 ? weakest[0].count : Self.weakBitsOfTurned
      let keyOfTable = state.keyOfTable
      let sketch = PerceptualHash.sketch(of: keyOfTable)
      compared.removeAll(keepingCapacity: true)
      for table in 0..<Self.tables {
        let keys = PerceptualHash.nearby(keyOfTable[table], changing: weakest[table].prefix(changed))
        for place in near(sketch, in: table, keys) where compared.insert(place).inserted {
          let distance = distance(to: place, from: state)
          if distance <= PerceptualHash.same, distance < nearest[place]?.distance ?? .max {
            nearest[place] = (turn, distance)
          }
        }
      }
    }
    guard !nearest.isEmpty else { return nil }
    var comparison = PageComparison(of: hash)
    var examined = 0
    var best: (place: Int32, difference: Int)?
    for (place, found) in nearest.sorted(by: { ($0.value.distance, $0.key) < ($1.value.distance, $1.key) })
    where accepts(ids[Int(place)]) {
      guard examined < Self.mostExamined, best?.difference != 0 else { break }
      examined += 1
      let difference = comparison.difference(fromSame: details[Int(place)], turn: found.turn)
      if let difference, difference < best?.difference ?? .max { best = (place, difference) }
    }
    return best.map { ids[Int($0.place)] }
  }

  /// The pictures under any of the keys whose sketches differ in few bits.
  private func near(_ sketch: SIMD2<UInt64>, in table: Int, _ keys: [Int]) -> [Int32] {
    var near: [Int32] = []
    buckets.withUnsafeBufferPointer { buckets in
      sketches.withUnsafeBufferPointer { sketches in
        for key in keys {
          for place in buckets[table << Self.keyBits | key].suffix(Self.mostCompared) {
            let different = sketches[Int(place)] ^ sketch
            if different.x.nonzeroBitCount + different.y.nonzeroBitCount <= Self.mostSketchDifference {
              near.append(place)
            }
          }
        }
      }
    }
    return near
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
}
