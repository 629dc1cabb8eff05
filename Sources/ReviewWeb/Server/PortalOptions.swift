import Foundation
import NIOCore

/// How the portal is reached, and how much it takes on at once.
public struct PortalOptions: Sendable {
  /// A certificate and its key, by the names of their PEM files.
  public struct Certificate: Sendable {
    /// The chain, leaf first.
    public var chain: String
    /// The private key.
    public var key: String

    /// A certificate.
    public init(chain: String, key: String) {
      self.chain = chain
      self.key = key
    }
  }

  /// The address to listen at. Loopback by default: who makes the portal reachable from outside decides so.
  public var host = "127.0.0.1"
  /// The port; 0 for any that is free.
  public var port = 8080
  /// The address under which people reach it; nil where nobody said. Passkeys need it.
  public var origin: PortalOrigin?
  /// The certificate, when the portal speaks TLS itself.
  public var certificate: Certificate?
  /// Addresses of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` fields are trusted.
  public var trustedProxies: Set<String> = []
  /// How long a client may take, and how much it may send.
  public var connection = ConnectionLimits()
  /// How many pictures are prepared at once. One more than there are cores, because usually one waits for the disk.
  public var picturesAtOnce = ProcessInfo.processInfo.activeProcessorCount + 1
  /// How many pictures may wait to be prepared. Further uploads are answered 503 with a time to try again.
  public var picturesWaiting = 64
  /// Pictures of at least this many pixels take at most half of the places, so that others do not wait for them. Few
  /// phones take larger ones.
  public var heavyPicturePixels = 20_000_000
  /// How many uploads are received at once.
  public var uploadsAtOnce = 256
  /// How many of them may be from one person.
  public var uploadsAtOnceEach = 8
  /// The folder for unlinked files that hold photos while they are received; nil for the store's folder.
  public var spoolFolder: String?
  /// Seconds between ``Portal/stop()`` and the shutdown, in which a balancer notices that `/readyz` refuses.
  public var drainSeconds = 0
  /// Seconds that a shutdown waits for requests under way.
  public var shutdownSeconds = 60
  /// Whether staff without a second factor have to set one up before anything else.
  public var isSecondFactorRequired = false

  /// After how many days staff have to change their password; nil for never.
  public var passwordDays: Int?

  /// What is asked of the store's backups.
  public struct Backups: Sendable {
    /// How old the newest one may be, in days, before the office is warned.
    public var days = 7
    /// Whether the office is warned where no backup and no drill is known.
    public var areExpected = false

    /// The defaults.
    public init() {}
  }

  /// What is asked of the store's backups, on the office's first page.
  public var backups = Backups()

  /// Whether a text is the address of a proxy that can be trusted: an IP address without a port, not a name and not a
  /// range.
  public static func isProxy(_ text: String) -> Bool { (try? SocketAddress(ipAddress: text, port: 0)) != nil }

  /// Whether only this machine comes to the portal: it listens here alone.
  public var isLocal: Bool { ClientAddress.namesThisMachine(host) }
  /// Whether one of the trusted proxies runs on this machine.
  public var hasLocalProxy: Bool { trustedProxies.contains { ClientAddress.namesThisMachine($0) } }

  /// How long a visit lasts.
  public var lifetimes = SessionLifetimes()

  /// The defaults.
  public init() {}
}
