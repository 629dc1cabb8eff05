import ReviewStore
import Synchronization

/// What was made of what the store said, kept for as long as nothing in the store has changed, and never long: what is
/// older than a minute goes when something new is kept.
final class StoreMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Entry {
    var value: Value
    var mark: Int64
    var made: Moment
  }

  private struct Entries {
    var all: [Key: Entry] = [:]
    var swept = Moment(milliseconds: 0)
  }

  private let entries = Mutex(Entries())
  private let seconds: Int
  private let room: Int

  /// A memory.
  ///
  /// - Parameters:
  ///   - seconds: how long a value holds though nothing changes, for what depends on the time.
  ///   - room: the most values.
  init(seconds: Int, room: Int) {
    self.seconds = seconds
    self.room = room
  }

  /// The value of a key, if it holds at a mark of the store's.
  func value(of key: Key, at mark: Int64, _ now: Moment) -> Value? {
    entries.withLock { entries in
      guard let entry = entries.all[key], entry.mark == mark, entry.made <= now,
        now < entry.made.adding(seconds: seconds)
      else { return nil }
      return entry.value
    }
  }

  /// The last value of a key, whether it still holds or not.
  func last(of key: Key) -> Value? { entries.withLock { $0.all[key]?.value } }

  /// Keeps a value made of what was read after asking for a mark.
  func keep(_ value: Value, for key: Key, at mark: Int64, _ now: Moment) {
    entries.withLock { entries in
      if now >= entries.swept.adding(seconds: 60) || entries.all.count >= room {
        let dead = now.adding(seconds: -60)
        entries.all = entries.all.filter { $0.value.made > dead }
        entries.swept = now
        if entries.all.count >= room { entries.all.removeAll() }
      }
      entries.all[key] = Entry(value: value, mark: mark, made: now)
    }
  }
}
