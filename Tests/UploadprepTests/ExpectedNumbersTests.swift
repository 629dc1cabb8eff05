import Foundation
import ImageKit
import Testing

@testable import uploadprep

@Suite("The numbers of a table") struct ExpectedNumbersTests {
  private static let first = "110101199001011229", second = "11010119900307888X"

  private func numbers(_ table: String) throws -> ExpectedNumbers {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("numbers-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(table.utf8).write(to: file)
    return try ExpectedNumbers(Path(file.path))
  }

  private func input(_ path: String) -> Input { Input(path: Path(path), kind: .standardInput, depth: nil) }

  @Test("A photo's own line goes before its candidate's folder's, and others have no number") func lines() throws {
    let numbers = try numbers("文件夹,身份证号\n甲,\(Self.first)\n甲/b.jpg,\(Self.second)\n乙,\n")
    let told = ["in/甲/a.jpg", "in/甲/b.jpg", "in/乙/a.jpg", "in/丙/a.jpg"].map { numbers.number(for: input($0))?.text }
    #expect(told == [Self.first, Self.second, nil, nil])
    #expect(numbers.unknown(among: [input("in/丙/a.jpg"), input("in/甲/a.jpg")])?.english.contains("1 file;") == true)
    #expect(numbers.unknown(among: [input("in/甲/a.jpg")]) == nil)
    #expect(ExpectedNumbers(one: try #require(CardNumber(Self.first))).number(for: input("a"))?.text == Self.first)
    #expect(ExpectedNumbers().number(for: input("a")) == nil)
  }

  @Test("A number that is none is told by its line, and never shown") func mistakes() throws {
    let error = try #require(throws: Failure.self) { try numbers("file,id-number\n甲,\(Self.first)\n乙,987654\n") }
    #expect(error.status == .unreadableData && error.code == "bad-names")
    let words = error.json(in: .english).description
    #expect(words.contains("Line 3") && !words.contains("987654"))
    #expect(throws: Failure.self) { try numbers("file,name\n甲,x\n") }
  }
}
