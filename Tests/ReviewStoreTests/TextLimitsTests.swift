import Foundation
import Tables
import Testing
import Wording

@testable import ReviewStore

@Suite("Limits on the length of texts") struct TextLimitsTests {
  private func tooLong(_ body: () throws -> Void) -> Bool {
    do {
      try body()
      return false
    } catch InputError.tooLong {
      return true
    } catch {
      return false
    }
  }

  @Test("Each field of a registration accepts texts up to its limit only") func registrations() throws {
    let test = try TestStore("shandong-2021")
    let long = { String(repeating: "长", count: $0) }
    func new(_ number: String) -> NewRegistration {
      NewRegistration(
        number: number, name: long(100), category: long(100), site: long(100), idNumber: long(64), address: long(300))
    }
    try test.store.addRegistration(new("1"))
    let changes: [(inout NewRegistration) -> Void] = [
      { $0.name += "x" }, { $0.category += "x" }, { $0.site += "x" }, { $0.idNumber! += "x" }, { $0.address! += "x" },
      // One visible character with 60,000 code points.
      { $0.name = "a" + String(repeating: "\u{301}", count: 60_000) },
    ]
    for change in changes {
      var registration = new("2")
      change(&registration)
      #expect(tooLong { try test.store.addRegistration(registration) })
    }
    #expect(tooLong { try test.store.setProfile(of: "1", address: long(301)) })
    #expect(throws: InputError.badMobile) {
      try test.store.setProfile(of: "1", mobile: String(repeating: "-", count: 60_000) + "13900000088")
    }
    #expect(tooLong { try test.store.addStaff("a", role: .site, site: long(101)) })
    #expect(tooLong { try test.store.addStaff("a", role: .admin, password: String(repeating: "aB3$", count: 65)) })
    #expect(try test.store.verify().isClean)
  }

  @Test("The first mistakes of a table are listed, and all wrong lines are counted") func mistakes() throws {
    let test = try TestStore("shandong-2021")
    var table = "registration,name,category,site\n"
    for number in 0..<5000 { table += number % 2 == 0 ? ",x,,\n" : "\(number),测试,临床,A\n" }
    let error = #expect(throws: InputError.self) { try test.store.importRegistrations(csv: Array(table.utf8)) }
    guard case .badTable(let mistakes, let lines)? = error else { return }
    #expect(mistakes.count == RegistrationTable.toldMistakes && lines == 2500)
    #expect(error?.explanation.english.contains("2500 lines") == true)
    #expect(error?.explanation.english.contains("first 200") == true)
  }

  @Test("A line of commas is one mistake, however long it is") func commas() throws {
    var reader = try TableReader(Array(repeating: UInt8(ascii: ","), count: 1_000_000))
    let next = reader.next()
    let record = try #require(next)
    #expect(record.fields.count == TableReader.longestRecord && record.count == 1_000_001)
    let table = try RegistrationTable(
      Array("registration,name,category,site\n".utf8) + Array(repeating: UInt8(ascii: ","), count: 100_000))
    guard case .badTable(let mistakes, 1)? = table.error else { return #expect(Bool(false), "no mistake") }
    #expect(mistakes.map(\.code) == ["wrong-fields"])
  }

  @Test("A photo with more pixels than the policy allows is refused by its header") func pixels() throws {
    func policy(_ line: String) throws -> Policy {
      try Policy(
        yaml: Policy.shippedYAML("shandong-2021")!.replacing(
          "  makeAtMost: 200000\n", with: "  makeAtMost: 200000\n\(line)"))
    }
    #expect(try policy("").pictures.maxPhotoPixels == 60_000_000)
    #expect(try policy("  maxPixels: 12000000\n").pictures.maxPhotoPixels == 12_000_000)
    #expect(throws: PolicyError.self) { try policy("  maxPixels: 0\n") }
    #expect(throws: PolicyError.self) { try policy("  maxPixels: 1e9\n") }
    // A header that declares 8,000 × 8,000 pixels, without any data.
    let rules = try policy("").pictures
    #expect {
      try PicturePreparing.imageKit.prepare(Self.head(8000, 8000), "x", rules)
    } throws: { ($0 as? any DescribedError)?.code == "too-many-pixels" }
    #expect {
      try PicturePreparing.imageKit.prepare(Self.head(7000, 8000), "x", rules)
    } throws: { ($0 as? any DescribedError)?.code != "too-many-pixels" }
  }

  /// A PNG's signature, IHDR and IEND.
  private static func head(_ width: UInt32, _ height: UInt32) -> [UInt8] {
    func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
      let body = Array(type.utf8) + data
      var crc: UInt32 = ~0
      for byte in body {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
      }
      return bytes(UInt32(data.count)) + body + bytes(~crc)
    }
    func bytes(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", bytes(width) + bytes(height) + [8, 0, 0, 0, 0]) + chunk("IDAT", [0x78, 0x9C, 3, 0, 0, 0, 0, 1])
      + chunk("IEND", [])
  }
}
