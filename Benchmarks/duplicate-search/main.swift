// Measures the processor time for finding duplicates among many pictures, given their perceptual hashes.
//
//     swift run -c release duplicate-search [PICTURES]        (100,000 by default)
//
// Hashes are random with a fixed seed. One in a hundred repeats an earlier hash with 100 of its 1,024 signs changed.
// Prints the processor seconds and how many of the repeated hashes were found.
import Foundation
import ImageKit

let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 100_000
/// Marsaglia's xorshift with a fixed seed, so that every run uses the same hashes.
struct Random: RandomNumberGenerator {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

var random = Random()
var hashes: [PerceptualHash] = []
var repeated = 0
for number in 0..<count {
  var signs = (0..<128).map { _ in UInt8(truncatingIfNeeded: random.next() >> 24) }
  if number % 100 == 99 {
    signs = hashes[Int.random(in: 0..<number, using: &random)].signs
    for _ in 0..<100 { signs[Int.random(in: 0..<128, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
    repeated += 1
  }
  hashes.append(PerceptualHash(signs: signs)!)
}

let start = clock()
var index = DuplicateIndex<Int>()
var found = 0
for (number, hash) in hashes.enumerated() {
  if index.find(hash) == nil { index.insert(hash, number) } else { found += 1 }
}
let seconds = Double(clock() - start) / Double(CLOCKS_PER_SEC)
let time = String(format: "%.1f", seconds)
print("\(count) pictures: \(time) s of processor time; found \(found) of \(repeated) repeated ones")
