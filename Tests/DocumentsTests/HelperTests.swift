import Documents
import Foundation
import Testing

/// The helper as a program: what it may do, and what its caller does when it does not do its part.
@Suite("The page helper") struct HelperTests {
  /// The folder of the built programs, which is the test bundle's.
  private let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
  private var helper: String { products.appendingPathComponent("uploadprep-pages").path }

  private static func output(of program: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
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
    let (status, text) = try Self.output(of: helper, ["--self-test"])
    #expect(status == 0, "\(text)")
    let lines = text.split(separator: "\n")
    #expect(lines.count == 14 && lines.allSatisfy { $0.hasPrefix("ok: ") }, "\(text)")
    #expect(text.contains("open a network socket: killed") && text.contains("execute a program: killed"))
  }

  /// Whether this system lets a test begin a new numbering of processes, as a container has.
  private static let canNumberAnew =
    (try? output(of: "/usr/bin/unshare", ["--user", "--pid", "--fork", "/bin/true"]).status) == 0

  @Test("It works for process 1, which a portal may be in a container", .enabled(if: canNumberAnew))
  func container() throws {
    let (status, text) = try Self.output(of: "/usr/bin/unshare", ["--user", "--pid", "--fork", helper, "--self-test"])
    #expect(status == 0, "\(text)")
  }

  @Test("A system without a cache of its fonts, which it may not write either, draws PDFs all the same")
  func noFontCache() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fonts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func put(_ text: [UInt8], _ name: String) throws -> URL {
      let file = folder.appendingPathComponent(name)
      try Data(text).write(to: file)
      return file
    }
    let settings = "<fontconfig><dir>\(folder.path)</dir><cachedir>\(folder.path)/cache</cachedir></fontconfig>"
    let process = Process()
    // A signal that the test's process ignores is ignored in its children too.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["--default-signal=XFSZ", helper, "pdf", "0", "100", "1000000"]
    process.environment = ["FONTCONFIG_FILE": try put(Array(settings.utf8), "fonts.conf").path]
    process.standardInput = try FileHandle(forReadingFrom: put(PDFFile(pages: 1).bytes, "page.pdf"))
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let answer = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    // A PNG file, and a record whose code is zero.
    #expect(answer.starts(with: [0x89, 0x50, 0x4E, 0x47]) && Array(answer.suffix(8).prefix(4)) == [0, 0, 0, 0])
  }

  @Test("Neither the command nor anything that it loads is poppler or libtiff") func links() throws {
    let (status, text) = try Self.output(of: "/usr/bin/ldd", [products.appendingPathComponent("uploadprep").path])
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
    return PageReader(helper: path).error(PDFFile(pages: 1).bytes)
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
