import Files
import Foundation
import SystemPackage
import Testing

@Suite("Descriptors and unnamed files") struct FilesTests {
  @Test("A read waits for all bytes of a slow pipe, and ends at its end") func pipe() throws {
    let (reading, writing) = try FileDescriptor.pipe()
    defer { try? reading.close() }
    let sent = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    // This is far more than a pipe's buffer holds.
    let writer = Thread {
      try? writing.writeWhole(sent)
      try? writing.close()
    }
    writer.start()
    #expect(try reading.readWhole(200_000) == Array(sent[..<200_000]))
    #expect(try reading.readWhole(200_000) == Array(sent[200_000...]))
    #expect(try reading.readWhole(10).isEmpty)
  }

  @Test("A failed write throws the system's errno") func full() throws {
    let full = try FileDescriptor.open("/dev/full", .writeOnly)
    defer { try? full.close() }
    #expect(throws: Errno.noSpace) { try full.writeWhole([1, 2, 3]) }
  }

  @Test("An unnamed file holds what was appended, is read from any offset, and leaves nothing in its folder")
  func nameless()
    throws
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try NamelessFile(in: FilePath(folder.path))
    try file.append([1, 2, 3])
    try file.append([4, 5])
    #expect(try file.read(2, from: 2) == [3, 4])
    #expect(try file.read(10, from: 4) == [5])
    #expect(try file.count == 5)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    try file.empty()
    try file.append([6])
    #expect(try file.read(10, from: 0) == [6])
  }

  @Test("In a missing folder, no unnamed file is created") func nowhere() {
    #expect(throws: Errno.noSuchFileOrDirectory) { _ = try NamelessFile(in: "/nowhere-at-all") }
  }
}
