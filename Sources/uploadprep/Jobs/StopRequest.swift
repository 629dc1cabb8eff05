import Synchronization

/// Records a signal that asks the command to stop after the items in progress.
final class StopRequest: Sendable {
  private let value = Atomic<Int32>(0)

  /// The signal's number; nil while none has arrived.
  var signal: Int32? {
    let number = value.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  /// Requests a stop because of a signal.
  func ask(signal number: Int32) { value.store(number, ordering: .relaxed) }
}
