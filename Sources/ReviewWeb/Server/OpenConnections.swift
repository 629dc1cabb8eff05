import Synchronization

/// Counts open connections by address, so that one address cannot use up all connections.
final class OpenConnections: Sendable {
  /// One counted connection.
  struct Ticket: Sendable, Hashable {
    fileprivate let address: String
    fileprivate let number: Int
  }

  private struct Connection {
    /// A sequence number that tells when it became idle; nil while it has a request.
    var idleSince: Int?
    let makeRoom: @Sendable () -> Void
  }

  private struct Counts {
    var connections: [String: [Int: Connection]] = [:]
    /// The next sequence number, for connections and for times.
    var count = 0

    mutating func next() -> Int {
      count += 1
      return count
    }
  }

  private let limit: Int
  private let counts = Mutex(Counts())

  /// - Parameter limit: the most connections of one address.
  init(limit: Int) { self.limit = limit }

  /// How many connections an address has.
  func count(of address: String) -> Int { counts.withLock { $0.connections[address]?.count ?? 0 } }

  /// Counts one more connection of an address; nil when there is no room. The connection of the same address that has
  /// been idle for longest is closed to make room. A new connection counts as busy.
  ///
  /// - Parameter makeRoom: called, on any thread, when the connection must close because it is idle and another one of
  ///   its address needs the room. It is not counted any more then.
  func enter(_ address: String, makeRoom: @escaping @Sendable () -> Void = {}) -> Ticket? {
    let (ticket, closed) = counts.withLock { counts -> (Ticket?, Connection?) in
      var own = counts.connections[address] ?? [:]
      var closed: Connection?
      if own.count >= limit {
        let idle = own.filter { $0.value.idleSince != nil }.min { $0.value.idleSince! < $1.value.idleSince! }
        guard let idle else { return (nil, nil) }
        closed = own.removeValue(forKey: idle.key)
      }
      let ticket = Ticket(address: address, number: counts.next())
      own[ticket.number] = Connection(makeRoom: makeRoom)
      counts.connections[address] = own
      return (ticket, closed)
    }
    closed?.makeRoom()
    return ticket
  }

  /// Says whether a connection waits for its next request.
  func setIdle(_ isIdle: Bool, _ ticket: Ticket) {
    counts.withLock { counts in
      let now = counts.next()
      counts.connections[ticket.address]?[ticket.number]?.idleSince = isIdle ? now : nil
    }
  }

  /// Stops counting a connection.
  func leave(_ ticket: Ticket) {
    counts.withLock { counts in
      counts.connections[ticket.address]?[ticket.number] = nil
      if counts.connections[ticket.address]?.isEmpty == true { counts.connections[ticket.address] = nil }
    }
  }
}
