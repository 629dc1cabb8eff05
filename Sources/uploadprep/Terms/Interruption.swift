import Glibc
import Synchronization

/// What happens when a person or the system ends the command midway: temporaries are removed, and nothing is left half
/// done.
///
/// The signals are blocked in every thread and taken by one of ours, so that it may lock, remove files and write words
/// like any other code, which a signal handler may not.
enum Interruption {
  private struct State {
    var temporaries: Set<Path> = []
    var lastWords: (@Sendable () -> String)?
    var graceful: (@Sendable (Int32) -> Void)?
  }

  private static let state = Mutex(State())

  /// Takes the ending signals from now on. Called before any other thread exists: threads inherit the mask.
  ///
  /// A signal that whoever started us wants ignored (`nohup`) stays ignored.
  static func watch() {
    // Both come back as errors of write(2) instead: a reader that has gone, and a file-size limit.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    var ending = endingSignals()
    pthread_sigmask(SIG_BLOCK, &ending, nil)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { _ in
        var ending = Interruption.endingSignals()
        var number: Int32 = 0
        while true {
          while sigwait(&ending, &number) != 0 {}
          let graceful = Interruption.state.withLock { state in
            defer { state.graceful = nil }
            return state.graceful
          }
          guard let graceful else { Interruption.end(by: number) }
          graceful(number)
        }
      }, nil)
    pthread_detach(thread)
    watcher = thread
    // While the main thread waits for asynchronous work it unblocks all signals. What arrives there is passed on.
    for number in [SIGINT, SIGTERM, SIGHUP] where sigismember(&ending, number) == 1 {
      signal(number) { pthread_kill(Interruption.watcher, $0) }
    }
  }

  /// The thread that takes the signals. Unsafe only in name: it is set once, before any other thread exists.
  nonisolated(unsafe) private static var watcher = pthread_t()

  private static func endingSignals() -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      sigaction(number, nil, &action)
      let ignored = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
      if !ignored { sigaddset(&signals, number) }
    }
    return signals
  }

  /// Sets what is said on standard error when a signal ends the command.
  static func setLastWords(_ words: @escaping @Sendable () -> String) {
    state.withLock { $0.lastWords = words }
  }

  /// Sets what the first signal, whose number it is given, does instead of ending the command; the second one ends it.
  static func setGraceful(_ end: @escaping @Sendable (Int32) -> Void) {
    state.withLock { $0.graceful = end }
  }

  /// Does something that makes or removes a temporary file, and keeps the list of those that exist.
  ///
  /// No signal ends the command meanwhile: what is not on the list does not exist.
  static func withTemporaries<Result: Sendable>(_ body: (inout Set<Path>) -> Result) -> Result {
    state.withLock { body(&$0.temporaries) }
  }

  /// Removes what is half done and dies of the signal, so that whoever started us sees what happened (128 + its
  /// number in a shell).
  static func end(by number: Int32) -> Never {
    state.withLock { state in
      for path in state.temporaries { path.withCString { _ = unlink($0) } }
      if number != SIGPIPE, let words = state.lastWords {
        var text = words()
        text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
      }
      // The lock is never given back: nobody may begin another file now.
      signal(number, SIG_DFL)
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, number)
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      raise(number)
      _exit(128 + number)
    }
  }
}
