import Foundation
import GRDB
import ReviewStore

// Compares the store with bare SQLite, and with itself at a thousand times the size. Each ratio is measured in one run
// with alternating rounds, so that noise affects both sides.
//
//     swift run -c release store-vs-sqlite [--large 1000000 | --quick]

let isQuick = CommandLine.arguments.contains("--quick")
let large =
  CommandLine.arguments.firstIndex(of: "--large").flatMap { Int(CommandLine.arguments[$0 + 1]) }
  ?? (isQuick ? 20_000 : 1_000_000)
let folder = NSTemporaryDirectory() + "store-vs-sqlite-" + UUID().uuidString
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: folder) }

/// The seconds that a body takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let time = try clock.measure(body).components
  return Double(time.seconds) + Double(time.attoseconds) * 1e-18
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func rounded(_ value: Double) -> String { String(format: "%.2f", value) }

/// A policy under which an application can be submitted without pictures: this measures acts, not JPEG encoding.
let policy = Policy.shippedYAML("shandong-2021")!
  .replacingOccurrences(of: "    required: true\n    minimum: 2\n", with: "")

func registration(_ number: Int) -> RegistrationNumber { RegistrationNumber("N\(number)") }

func table(_ range: Range<Int>) -> [UInt8] {
  var text = "registration,name,category,site,idNumber\n"
  for number in range { text += "N\(number),考生\(number),临床执业医师,考点\(number % 20),110101\(number)\n" }
  return Array(text.utf8)
}

func store(_ name: String) throws -> ReviewStore {
  let path = folder + "/" + name
  try ReviewStore.create(at: path, policy: policy)
  let store = try ReviewStore(at: path)
  try store.addStaff("boss", role: .admin)
  return store
}

// MARK: - Acts against bare durable inserts

let acting = try store("acting")
let rounds = isQuick ? 5 : 10
let acts = isQuick ? 20 : 50
_ = try acting.importRegistrations(csv: table(0..<rounds * acts))
for number in 0..<rounds * acts { try acting.activate(registration(number)) }
let bare = try DatabaseQueue(path: folder + "/bare.sqlite")
try bare.writeWithoutTransaction { database in
  try database.execute(
    sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
}
let payload = String(repeating: "x", count: 200)
var ratios: [String: [Double]] = [:]
for round in 0..<rounds {
  let numbers = (round * acts..<(round + 1) * acts).map(registration)
  let inserting = try seconds {
    for _ in 0..<acts {
      try bare.write { try $0.cachedStatement(sql: "INSERT INTO t (b) VALUES (?)").execute(arguments: [payload]) }
    }
  }
  ratios["submit", default: []].append(try inserting / seconds { for number in numbers { try acting.submit(number) } })
  ratios["return", default: []].append(
    try inserting / seconds { for number in numbers { try acting.giveBack(number, note: "请补充", as: "boss") } })
  ratios["submit again", default: []].append(
    try inserting / seconds { for number in numbers { try acting.submit(number) } })
  ratios["reject", default: []].append(
    try inserting / seconds { for number in numbers { try acting.reject(number, note: "不符合", as: "boss") } })
}
for (act, values) in ratios.sorted(by: { $0.key < $1.key }) {
  print("\(act): \(rounded(median(values))) of bare SQLite's durable inserts a second (at least 0.50)")
}

// MARK: - A large store against a small one

let small = try store("small")
let big = try store("big")
_ = try small.importRegistrations(csv: table(0..<1000))
var importing: [Double] = []
for start in stride(from: 0, to: large, by: 100_000) {
  let bytes = table(start..<min(start + 100_000, large))
  importing.append(try seconds { _ = try big.importRegistrations(csv: bytes) })
}
print(
  "import of \(min(large, 100_000)): \(rounded(importing[0])) s into an empty store, \(rounded(importing.last!)) s the last (at most 10 for 100,000)"
)
for name in ["small", "big"] {
  let queue = try DatabaseQueue(path: "\(folder)/\(name)/store.sqlite")
  try queue.write {
    try $0.execute(sql: "UPDATE registration SET activated = 1, state = 'submitted', since = since + id")
  }
}
func compare(_ what: String, _ body: (ReviewStore, Int) throws -> Void) throws {
  var pairs: [Double] = []
  for _ in 0..<15 {
    let one = try seconds { for turn in 0..<20 { try body(small, turn * 47 % 1000) } }
    let other = try seconds { for turn in 0..<20 { try body(big, turn * 47_111 % large) } }
    pairs.append(other / one)
  }
  print("\(what) at \(large) registrations: \(rounded(median(pairs))) times what it takes at 1,000 (at most 2)")
}
try compare("status") { store, number in _ = try store.status(of: registration(number)) }
try compare("review queue") { store, _ in _ = try store.queue(for: "boss") }
try compare("review queue by findings") { store, _ in _ = try store.queue(for: "boss", by: .findings) }

/// The peak memory of this process, in megabytes.
var usage = rusage()
getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
print("memory at most: \(usage.ru_maxrss / 1024) MB")
