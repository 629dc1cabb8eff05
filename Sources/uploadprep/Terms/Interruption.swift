import Glibc
import Synchronization

/// Ends the command on SIGINT, SIGTERM and SIGHUP: removes temporary files and leaves nothing half done.
///
/// The signals are blocked in every thread, and one thread waits for them with `sigwait`. Unlike a signal handler it
/// may take locks, remove files and write messages.
enum Interruption {
  private struct State {
    var temporaries: Set<Path> = []
    var finalMessage: (@Sendable () -> String)?
    var graceful: (stop: @Sendable (Int32) -> Void, message: String)?
  }

  private static let state = Mutex(State())

  /// Starts handling the signals. It must be called before any other thread exists, because threads inherit the signal
  /// mask.
  ///
  /// A signal that the parent process set to be ignored (`nohup`) stays ignored.
  static func watch() {
    // Then write(2) returns EPIPE for a closed pipe and EFBIG at the file-size limit, instead of the signal ending the
    // process.
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
          graceful.stop(number)
          Interruption.write(graceful.message)
        }
      }, nil)
    pthread_detach(thread)
    watcher = thread
    // While the main thread waits for asynchronous work, the runtime unblocks all signals in it. A signal that arrives
    // there is passed on.
    for number in [SIGINT, SIGTERM, SIGHUP] where sigismember(&ending, number) == 1 {
      signal(number) { pthread_kill(Interruption.watcher, $0) }
    }
  }

  /// The thread that waits for the signals. `nonisolated(unsafe)` is safe: it is set once, before any other thread
  /// exists.
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

  /// Sets the message for stderr when a signal ends the command.
  static func setFinalMessage(_ message: @escaping @Sendable () -> String) {
    state.withLock { $0.finalMessage = message }
  }

  /// Sets what the first signal does instead of ending the command; it is given the signal's number. A second signal
  /// ends the command.
  ///
  /// - Parameter message: what stderr is told once the stop has been asked for.
  static func setGracefulStop(message: String = "", _ stop: @escaping @Sendable (Int32) -> Void) {
    state.withLock { $0.graceful = (stop, message) }
  }

  /// Creates or removes a temporary file or folder, and updates the set of those that exist.
  ///
  /// The lock keeps a signal from ending the command in between, so a temporary file or folder always exists if and only
  /// if it is in the set.
  static func withTemporaries<Result: Sendable>(_ body: (inout Set<Path>) -> Result) -> Result {
    state.withLock { body(&$0.temporaries) }
  }

  /// Removes temporary files, and temporary folders whose files are temporary too. What cannot be removed stays.
  static func remove(_ temporaries: Set<Path>) {
    for path in temporaries { path.withCString { _ = unlink($0) } }
    // They are empty now.
    for path in temporaries { path.withCString { _ = rmdir($0) } }
  }

  /// Removes temporary files and folders and ends the process by the signal itself, so that the parent process sees the
  /// cause (128 + its number in a shell).
  static func end(by number: Int32) -> Never {
    state.withLock { state in
      remove(state.temporaries)
      if number != SIGPIPE, let message = state.finalMessage {
        write(message())
      }
      // The lock is never released, so that no other thread can create a file now.
      signal(number, SIG_DFL)
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, number)
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      raise(number)
      _exit(128 + number)
    }
  }

  private static func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
