import Documents
import Foundation
import Testing

/// The helper as a program: what it may do, and what its caller does when it does not do its part.
@Suite("The page helper") struct HelperTests {
  /// The folder of the built programs, which is the test bundle's.
  private let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

  private func output(of program: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  @Test("It can open, write, connect and execute nothing, and takes no more memory or time than allowed")
  func confinement() throws {
    let (status, text) = try output(of: products.appendingPathComponent("uploadprep-pages").path, ["--self-test"])
    #expect(status == 0, "\(text)")
    let lines = text.split(separator: "\n")
    #expect(lines.count == 14 && lines.allSatisfy { $0.hasPrefix("ok: ") }, "\(text)")
    #expect(text.contains("open a network socket: killed") && text.contains("execute a program: killed"))
  }

  @Test("Neither the command nor anything that it loads is poppler or libtiff") func links() throws {
    let (status, text) = try output(of: "/usr/bin/ldd", [products.appendingPathComponent("uploadprep").path])
    #expect(status == 0)
    #expect(text.contains("libjpeg"), "\(text)")
    for library in ["poppler", "libtiff", "libseccomp"] {
      #expect(!text.contains(library), "\(library)")
    }
  }

  /// A helper made of a shell script.
  private func error(fromScript script: String) throws -> DocumentError? {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("helper-\(UUID().uuidString)").path
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    do throws(DocumentError) {
      _ = try PageReader(helper: path).picture(of: PDFFile(pages: 1).bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "A helper that answers nothing, or something else than a page, is told as that",
    arguments: [
      "exec >&-", "echo nonsense", "exit 3",
      // A record of success without a picture, and one with something else.
      #"printf 'UPPAGES1\0\0\0\0\1\0\0\0'"#, #"printf 'no PNG; UPPAGES1\0\0\0\0\1\0\0\0'"#,
      #"printf 'UPPAGES1\143\0\0\0\1\0\0\0'"#,
    ])
  func garbage(script: String) throws {
    #expect(try error(fromScript: script) == .wrongAnswer)
  }

  @Test("A helper that answers without end is stopped") func endless() throws {
    #expect(try error(fromScript: "exec yes") == .crashed(.pdf))
  }

  @Test("A helper that crashes means a document that cannot be read") func crash() throws {
    #expect(try error(fromScript: "kill -SEGV $$") == .crashed(.pdf))
  }

  @Test("A helper that is missing is named") func missing() {
    let reader = PageReader(helper: "/nonexistent/uploadprep-pages")
    #expect(throws: DocumentError.readerMissing(path: "/nonexistent/uploadprep-pages")) {
      try reader.pageCount(of: PDFFile(pages: 1).bytes)
    }
  }
}
