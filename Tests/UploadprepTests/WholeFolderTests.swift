import Foundation
import Testing

@testable import uploadprep

@Suite("Folders that appear whole") struct WholeFolderTests {
  private let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("uploadprep-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> Path { Path(root.appendingPathComponent(name).path) }
  private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() }

  @Test("A folder is replaced as a whole, and nothing temporary is left or known") func replaced() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try WholeFolder.write([("a", [1]), ("b", [2])], to: path("R1"))
    try WholeFolder.write([("c", [3])], to: path("R1"))
    #expect(try names() == ["R1"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: path("R1").text) == ["c"])
    let known = Interruption.withTemporaries { $0.filter { $0.text.hasPrefix(root.path) } }
    #expect(known.isEmpty)
  }

  @Test("A signal removes a folder that is not whole, with its files") func interrupted() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let temporary = try WholeFolder.make(beside: path("R1"), for: ["a", "b"])
    try Data([1]).write(to: URL(fileURLWithPath: temporary.appending("a".utf8).text))
    // What ``Interruption/end(by:)`` removes before it ends the process.
    let known = Interruption.withTemporaries { $0.filter { $0.text.hasPrefix(root.path) } }
    #expect(known.contains(temporary))
    Interruption.remove(known)
    #expect(try names().isEmpty)
    Interruption.withTemporaries { $0.subtract(known) }
  }
}
