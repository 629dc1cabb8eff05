import Foundation
import Testing

@testable import uploadprep

@Suite("Files that no output may replace") struct ProtectedFilesTests {
  @Test("A file that was read or made is recognized under any of its names") func names() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("uploadprep-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> Path { Path(folder.appendingPathComponent(name).path) }
    for name in ["read", "made", "other"] { try Data("a,b".utf8).write(to: folder.appendingPathComponent(name)) }
    for name in ["read", "made"] {
      try FileManager.default.linkItem(
        at: folder.appendingPathComponent(name), to: folder.appendingPathComponent("hard-" + name))
      try FileManager.default.createSymbolicLink(
        atPath: path("soft-" + name).text, withDestinationPath: path(name).text)
    }
    let protected = ProtectedFiles([try Input(one: path("read"))])
    protected.protect(path("made"))
    for name in ["read", "made"].flatMap({ [$0, "hard-" + $0, "soft-" + $0] }) {
      let failure = #expect(throws: Failure.self) {
        try protected.requireFree(path(name), for: .document, replacing: true)
      }
      #expect(failure?.code == "output-is-input" && failure?.status == .cannotCreate)
    }
    try protected.requireFree(path("other"), for: .document, replacing: true)
    try protected.requireFree(path("new"), for: .document, replacing: false)
  }
}
