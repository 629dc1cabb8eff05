import Foundation

/// Programs that run beside this one.
enum ChildProcess {
  /// Starts a program, found in PATH. The descriptors stay open here.
  ///
  /// - Throws: ``NotFound`` where there is no such program, and others.
  static func start(_ words: [String], input: Int32, output: Int32, errors: Int32) throws -> pid_t {
    func check(_ result: Int32) throws {
      guard result == 0 else { throw result == ENOENT ? NotFound() : StoreError(errno: result) }
    }
    var files = posix_spawn_file_actions_t()
    try check(posix_spawn_file_actions_init(&files))
    defer { posix_spawn_file_actions_destroy(&files) }
    for (descriptor, number) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)] {
      try check(posix_spawn_file_actions_adddup2(&files, descriptor, number))
    }
    // A signal that this process ignores or blocks is not ignored there.
    var attributes = posix_spawnattr_t()
    try check(posix_spawnattr_init(&attributes))
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    guard sigemptyset(&none) == 0, sigfillset(&all) == 0 else { throw StoreError(errno: errno) }
    try check(posix_spawnattr_setsigmask(&attributes, &none))
    try check(posix_spawnattr_setsigdefault(&attributes, &all))
    try check(posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)))
    let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    let program = words[0]
    return try withStrings(words) { words in
      try withStrings(environment) { environment in
        var child: pid_t = 0
        try check(posix_spawnp(&child, program, &files, &attributes, words, environment))
        return child
      }
    }
  }

  /// There is no such program.
  struct NotFound: Error {}

  /// Waits for the end of a program; its status as `waitpid` has it.
  static func wait(for child: pid_t) throws -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { guard errno == EINTR else { throw StoreError(errno: errno) } }
    return status
  }

  /// What a shell command prints; nil when it fails, or is silent for a minute. Its errors go where this process's go.
  static func output(of command: String, atMost limit: Int) throws -> [UInt8]? {
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    guard nothing >= 0 else { throw StoreError(errno: errno) }
    defer { close(nothing) }
    let (ours, theirs) = try pair()
    defer { close(ours) }
    let child: pid_t
    do {
      defer { close(theirs) }
      child = try start(["/bin/sh", "-c", command], input: nothing, output: theirs, errors: STDERR_FILENO)
    }
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    guard setsockopt(ours, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size)) == 0 else {
      throw StoreError(errno: errno)
    }
    let bytes = try? Durable.read(limit + 1, from: ours)
    if bytes == nil { kill(child, SIGKILL) }
    // It must not wait for somebody to read the rest.
    shutdown(ours, Int32(SHUT_RDWR))
    return try wait(for: child) == 0 ? bytes : nil
  }

  /// Two connected descriptors, which no other child inherits.
  static func pair() throws -> (ours: Int32, theirs: Int32) {
    var both: [Int32] = [0, 0]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &both) == 0 else { throw StoreError(errno: errno) }
    return (both[0], both[1])
  }

  /// Writes to a descriptor of ``pair()``. Who reads it may have ended, which must not end this process.
  static func send(_ bytes: [UInt8], to descriptor: Int32) throws {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress! + start, $0.count - start, Int32(MSG_NOSIGNAL))
      }
      guard count >= 0 || errno == EINTR else { throw StoreError(errno: errno) }
      start += max(0, count)
    }
  }

  /// Calls a closure with texts as C has them.
  private static func withStrings<Value>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Value
  ) throws -> Value {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    guard copies.allSatisfy({ $0 != nil }) else { throw StoreError(errno: ENOMEM) }
    return try body(copies + [nil])
  }
}
