/// How long a client may take, how much it may send, and how many connections it may hold.
public struct ConnectionLimits: Sendable {
  /// Seconds for a request's head, from the connection's opening or the response before.
  public var headSeconds = 20
  /// Seconds between two checks of how much of a body has arrived.
  public var bodyCheckSeconds = 15
  /// Bytes of a body that must arrive between two checks: a phone on a bad network sends more.
  public var bodyBytesPerCheck = 4096
  /// Seconds for a whole body, however steadily it arrives.
  public var bodySeconds = 1800
  /// Seconds from the end of a request to the end of its response: waiting, working and sending.
  public var answerSeconds = 600
  /// Seconds for which a client may leave a response unread.
  public var unreadSeconds = 60
  /// Seconds for which a connection that is being closed still reads from the client. Without them the client's further
  /// bytes could reset the connection before it has read the response.
  public var closingSeconds = 30
  /// The largest body, in bytes; beyond it the connection is cut.
  public var bodyBytes = 160_000_000
  /// The largest head, in bytes.
  public var headBytes = 16_384
  /// The most header fields.
  public var headFields = 64
  /// The most connections at once.
  public var connections = 1024
  /// The most connections at once of one address. At the limit its longest idle one makes room for a new one; where
  /// all have requests, the new one is refused.
  public var connectionsEach = 64

  /// The defaults.
  public init() {}
}
