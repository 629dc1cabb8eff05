/// Quantizes the AC coefficients of blocks by rate-distortion optimization: a dynamic program over each block minimizes
/// weighted squared error + lambda × bits.
struct CoefficientChoice {
  /// 1 / (step × precision), in natural order.
  let inverse: [Float]
  /// step² × the share of the frequency's energy that remains at each reduction, in natural order.
  let gain: [SIMD4<Float>]
  /// The dead zone: coefficients of no larger magnitude become 0.
  let thresholds: [Int16]
  let lambda: Float
  let costs: SymbolCosts

  init(table: QuantizationTable, lambda: Float, costs: SymbolCosts, threshold: Float) {
    inverse = table.steps.map { 1 / (Float($0) * Float(CoefficientPlane.precision)) }
    gain = zip(table.steps, Perception.basis).map { Float($0) * Float($0) * $1 }
    thresholds = table.steps.map {
      Int16(min(32767, (Float($0) * Float(CoefficientPlane.precision) * threshold).rounded(.up)))
    }
    self.lambda = lambda
    self.costs = costs
  }

  /// Quantizes one row of blocks into `output`, and adds the symbols to the statistics: those of a single scan of all AC
  /// coefficients, and those of successive approximation if they are wanted. DC coefficients are left 0, for `DCChoice`.
  func quantize(
    _ input: UnsafePointer<Int16>, count: Int, weights: UnsafePointer<SIMD4<Float>>,
    to output: UnsafeMutablePointer<Int16>, statistics: inout SymbolStatistics, refined: inout RefinedStatistics?
  ) {
    inverse.withUnsafeBufferPointer { inverse in
      gain.withUnsafeBufferPointer { gain in
        costs.bits.withUnsafeBufferPointer { bits in
          thresholds.withUnsafeBufferPointer { thresholds in
            withUnsafeTemporaryAllocation(of: Candidate.self, capacity: 64) { candidates in
              withUnsafeTemporaryAllocation(of: Int32.self, capacity: 64) { live in
                withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { categories in
                  for block in 0..<count {
                    let source = input + block * 64
                    let target = output + block * 64
                    for k in stride(from: 0, to: 64, by: 8) {
                      UnsafeMutableRawPointer(target + k).storeBytes(of: SIMD8<Int16>(), as: SIMD8<Int16>.self)
                    }
                    let mask = Self.above(source, thresholds.baseAddress!) & ~1
                    if mask == 0 {
                      statistics.endBlock()
                      refined?.endBlock()
                      continue
                    }
                    choose(
                      source, target, mask, weights[block], inverse.baseAddress!, gain.baseAddress!,
                      bits.baseAddress!, candidates.baseAddress!, live.baseAddress!, categories.baseAddress!,
                      &statistics, &refined)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  struct Candidate {
    var position: Int32
    var natural: Int32
    var level: Int32
    var previous: Int32
    var value: Float
  }

  /// A mask of the coefficients that exceed their thresholds: bit x × 8 + y.
  @inline(__always)
  static func above(_ source: UnsafePointer<Int16>, _ thresholds: UnsafePointer<Int16>) -> UInt64 {
    var columns = SIMD8<Int16>()
    for y in 0..<8 {
      let c = UnsafeRawPointer(source + y * 8).loadUnaligned(as: SIMD8<Int16>.self)
      let t = UnsafeRawPointer(thresholds + y * 8).loadUnaligned(as: SIMD8<Int16>.self)
      let big = (c .> t) .| (c .< (0 &- t))
      columns.replace(with: columns | (1 << Int16(y)), where: big)
    }
    return unsafeBitCast(SIMD8<UInt8>(truncatingIfNeeded: columns), to: UInt64.self)
  }

  @inline(__always)
  func choose(
    _ source: UnsafePointer<Int16>, _ target: UnsafeMutablePointer<Int16>, _ transposedMask: UInt64,
    _ weights: SIMD4<Float>,
    _ inverse: UnsafePointer<Float>, _ gain: UnsafePointer<SIMD4<Float>>, _ bits: UnsafePointer<Float>,
    _ candidates: UnsafeMutablePointer<Candidate>, _ live: UnsafeMutablePointer<Int32>,
    _ categories: UnsafeMutablePointer<UInt8>, _ statistics: inout SymbolStatistics,
    _ refined: inout RefinedStatistics?
  ) {
    var zigzag = Zigzag.ordered(transposedMask)
    // `live` lists the candidates that may precede the next nonzero coefficient, the nearest last. A candidate whose
    // value is no higher than that of a nearer one is dropped: the longer run of zeros after it costs more bits.
    candidates[0] = Candidate(position: 0, natural: 0, level: 0, previous: -1, value: 0)
    live[0] = 0
    var alive = 1
    var count = 1
    var best: Float = 0
    var bestIndex = 0
    let zeros = lambda * bits[0xF0]
    while zigzag != 0 {
      let position = zigzag.trailingZeroBitCount
      zigzag &= zigzag &- 1
      let natural = Self.natural[position]
      let signed = Float(source[natural]) * inverse[natural]
      let x = abs(signed)
      let unit = (gain[natural] * weights).sum()
      let top = max(1, Int32(x + 0.5))
      var level = top
      var value = -Float.infinity
      var previous: Int32 = 0
      for n in stride(from: top, through: max(1, top - 1), by: -1) {
        let d = x - Float(n)
        let worth = unit * (x * x - d * d)
        let category = Int(32 - n.leadingZeroBitCount)
        for i in 0..<alive {
          let j = Int(live[i])
          var run = position - 1 - Int(candidates[j].position)
          var total = worth + candidates[j].value
          while run > 15 {
            total -= zeros
            run -= 16
          }
          total -= lambda * bits[run << 4 | category]
          if total > value {
            value = total
            previous = Int32(j)
            level = n
          }
        }
      }
      candidates[count] = Candidate(
        position: Int32(position), natural: Int32(natural), level: signed < 0 ? -level : level, previous: previous,
        value: value)
      let closed = value - (position == 63 ? 0 : lambda * costs.end)
      if closed > best {
        best = closed
        bestIndex = count
      }
      while alive > 0 && candidates[Int(live[alive - 1])].value <= value { alive -= 1 }
      live[alive] = Int32(count)
      alive += 1
      count += 1
    }
    // Trace the best path back, and mark its candidates.
    var chosen: UInt64 = 0
    var i = bestIndex
    while i > 0 {
      chosen |= 1 << UInt64(i)
      i = Int(candidates[i].previous)
    }
    var last = 0
    var nonzero: UInt64 = 0
    var large: UInt64 = 0
    while chosen != 0 {
      let c = candidates[chosen.trailingZeroBitCount]
      chosen &= chosen &- 1
      target[Int(c.natural)] = Int16(c.level)
      let category = 32 - abs(c.level).leadingZeroBitCount
      statistics.add(run: Int(c.position) - last - 1, category: category)
      last = Int(c.position)
      nonzero |= 1 << UInt64(last)
      large |= (category > 1 ? 1 : 0) << UInt64(last)
      categories[last] = UInt8(truncatingIfNeeded: category)
    }
    if last != 63 { statistics.endBlock() }
    refined?.add(nonzero: nonzero, large: large, categories: categories)
  }

  static let natural = Zigzag.natural
}
