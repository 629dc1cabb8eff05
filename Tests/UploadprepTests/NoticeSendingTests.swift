import Foundation
import ReviewStore
import Synchronization
import Testing

@testable import uploadprep

@Suite("Sending a notice", .timeLimit(.minutes(20))) struct NoticeSendingTests {
  @Test("Only a 2xx response counts as sent, and redirects are not followed")
  func redirection() async throws {
    let elsewhere = try LoopbackAnswerer { _ in "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" }
    let port = elsewhere.port
    let server = try LoopbackAnswerer { request in
      let status = request.hasPrefix("POST /good ") ? "204 No Content" : "302 Found"
      return
        "HTTP/1.1 \(status)\r\nLocation: http://127.0.0.1:\(port)/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    }
    let address = "http://127.0.0.1:\(server.port)"
    let good = try #require(NoticePost(url: address + "/good"))
    #expect(await good.send(["id": 1]) == nil)
    let moved = try #require(NoticePost(url: address + "/moved"))
    #expect(await moved.send(["id": 1]) == .refused(status: 302))
    #expect(elsewhere.requests.isEmpty)
    #expect(server.requests.count == 2)
  }

  @Test(
    "A program's exit status decides whether a notice is sent, even if it does not read its input",
    arguments: [
      ("true", nil), ("exit 3", NoticeProblem.ended(status: 3)), ("kill -9 $$", .signalled(9)),
      ("read -r line; [ \"$line\" = '{\"id\":1}' ]", nil),
    ])
  func program(command: String, problem: NoticeProblem?) async {
    // The command does this at its start: a program may end before it has read its input.
    signal(SIGPIPE, SIG_IGN)
    #expect(await NoticeProgram(command: command).send(["id": 1]) == problem)
  }

  @Test("A program that takes too long is killed with all its child processes")
  func patience() async throws {
    let fifo = FileManager.default.temporaryDirectory.appending(path: "fifo-\(UUID())").path
    try #require(mkfifo(fifo, 0o600) == 0)
    defer { unlink(fifo) }
    let reader = open(fifo, O_RDONLY | O_NONBLOCK)
    try #require(reader >= 0)
    defer { close(reader) }
    let program = NoticeProgram(command: "exec 3>'\(fifo)'; sleep 1000 & echo >&3; wait") {
      await withCheckedContinuation { hasStarted in
        Thread.detachNewThread {
          var says = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
          poll(&says, 1, 60_000)
          hasStarted.resume()
        }
      }
    }
    #expect(await program.send(["id": 1]) == .tookTooLong)
    // poll reports POLLHUP once no process has the other end open.
    var ends = pollfd(fd: reader, events: 0, revents: 0)
    #expect(poll(&ends, 1, 60_000) == 1)
  }
}

/// A minimal web server on loopback that answers every connection once.
private final class LoopbackAnswerer: Sendable {
  let port: UInt16
  private let descriptor: Int32
  private let seen = Mutex<[String]>([])

  var requests: [String] { seen.withLock { $0 } }

  init(_ answer: @escaping @Sendable (String) -> String) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { [descriptor] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && listen(descriptor, 8) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    try #require(bound)
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [descriptor, self] in
      while case let connection = accept(descriptor, nil, nil), connection >= 0 {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(connection, &bytes, bytes.count)
        let request = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        seen.withLock { $0.append(request) }
        let words = Array(answer(request).utf8)
        _ = write(connection, words, words.count)
        close(connection)
      }
    }
  }
}
