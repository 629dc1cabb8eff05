import Foundation
import ReviewStore
import Synchronization

// Performs acts on a store whose rows are in PostgreSQL, with many threads, each on registrations of its own. See run.py.
//
//     acts-on-postgres create FOLDER ADDRESS COUNT     makes a store with activated registrations N0, N1, …
//     acts-on-postgres act FOLDER FROM COUNT THREADS   submits and returns each of them, and prints acts and seconds

/// A policy under which an application can be submitted without pictures: this measures acts, not JPEG encoding.
let policy = Policy.shippedYAML("shandong-2021")!
  .replacingOccurrences(of: "    required: true\n    minimum: 2\n", with: "")

func registration(_ number: Int) -> RegistrationNumber { RegistrationNumber("N\(number)") }

func number(_ index: Int) -> Int { Int(CommandLine.arguments[index])! }

let folder = CommandLine.arguments[2]
switch CommandLine.arguments[1] {
case "create":
  let count = number(4)
  try ReviewStore.create(at: folder, database: try DatabaseAddress(CommandLine.arguments[3]), policy: policy)
  let store = try ReviewStore(at: folder)
  try store.addStaff("boss", role: .admin)
  var table = "registration,name,category,site,idNumber\n"
  for number in 0..<count { table += "N\(number),考生\(number),临床执业医师,考点\(number % 20),110101\(number)\n" }
  _ = try store.importRegistrations(csv: Array(table.utf8))
  DispatchQueue.concurrentPerform(iterations: count) { _ = try? store.activate(registration($0)) }
default:
  let store = try ReviewStore(at: folder)
  let (from, count, threads) = (number(3), number(4), number(5))
  // Both connect first.
  _ = try store.status(of: registration(from))
  let failures = Atomic(0)
  let group = DispatchGroup()
  let began = ContinuousClock.now
  for thread in 0..<threads {
    group.enter()
    Thread.detachNewThread { [group] in
      for number in stride(from: from + thread, to: from + count, by: threads) {
        do {
          try store.submit(registration(number))
          try store.giveBack(registration(number), note: "请补充", as: "boss")
        } catch {
          failures.add(1, ordering: .relaxed)
        }
      }
      group.leave()
    }
  }
  group.wait()
  let time = (ContinuousClock.now - began).components
  print(2 * count, Double(time.seconds) + Double(time.attoseconds) * 1e-18, failures.load(ordering: .relaxed))
}
