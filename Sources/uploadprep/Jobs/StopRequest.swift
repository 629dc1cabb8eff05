import Synchronization

/// A signal that asks the command to end once what is under way is done.
final class StopRequest: Sendable {
  private let value = Atomic<Int32>(0)

  /// The signal's number; nil while there was none.
  var signal: Int32? {
    let number = value.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Asks to end because of a signal.
  func ask(signal number: Int32) { value.store(number, ordering: .relaxed) }
}
