/// An index of pictures by what they look like, in any of the eight orientations.
///
/// Each of eight tables holds every picture under a key of 16 bits of its hash. A picture is looked up in each table
/// under its own key and under those that result from flipping the five bits with the weakest coefficients; the same
/// picture agrees with one of them in some table. Most candidates are ruled out by the bits of all keys together; the
/// others are compared bit by bit. Of those that remain, which include the same form filled in by others, the nearest
/// few are compared by content. Only the latest entries of a bucket are searched, so that adding a hundred thousand
/// pictures takes time in proportion to their number, even if many look alike.
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
  /// The bits of all their keys, which rule out most other pages without reading the whole hash.
  private var sketches: [SIMD2<UInt64>] = []
  /// Their content in detail, where it is known.
  private var details: [PageDetail?] = []
  /// For each table and key, the pictures under it, as indices into `ids`.
  private var buckets = [[Int32]](repeating: [], count: tables << keyBits)

  private static var tables: Int { PerceptualHash.tables }
  private static var keyBits: Int { PerceptualHash.keyBits }
  /// The most pictures of a bucket that are compared: the latest ones.
  private static var mostCompared: Int { 200 }
  /// The most pictures of the same layout that are compared by content, the nearest first. Each takes some
  /// milliseconds, and a folder may hold the same form filled in by thousands.
  private static var mostExamined: Int { 3 }
  /// How many of the 128 bits of a sketch may differ between pictures of the same page. About 33 do between pictures
  /// whose hashes differ in `PerceptualHash.same` of 1,024 bits; about 64 do between other pages.
  private static var mostSketchDifference: Int { 48 }

  /// How many bits of a key are also flipped for each of the seven turned orientations: together they are less likely
  /// than the one in which the picture stands, and each costs as much.
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

  /// The most similar picture with the same content, if there is one.
  ///
  /// - Parameters:
  ///   - hash: The picture's hash.
  ///   - accepts: Which pictures may be returned.
  public func find(_ hash: PerceptualHash, where accepts: (ID) -> Bool = { _ in true }) -> ID? {
    // The nearest orientation of each picture of the same layout.
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
