import Foundation

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

  /// The address to listen at. Loopback, unless told otherwise: what is reachable from outside is a decision.
  public var host = "127.0.0.1"
  /// The port; 0 for any that is free.
  public var port = 8080
  /// The certificate, when the portal speaks TLS itself.
  public var certificate: Certificate?
  /// Addresses of proxies whose word about a client is believed.
  public var trustedProxies: Set<String> = []
  /// How long a client may take, and how much it may send.
  public var connection = ConnectionLimits()
  /// How many pictures are worked on at once. One more than there are cores: mostly one of them waits for the disk.
  public var picturesAtOnce = ProcessInfo.processInfo.activeProcessorCount + 1
  /// How many pictures may wait for that; who comes then is asked to come again.
  public var picturesWaiting = 64
  /// From how many pixels on a picture takes only half of the places, so that others do not wait for it: what hardly
  /// any phone takes.
  public var heavyPicturePixels = 20_000_000
  /// How many uploads may be coming in at once.
  public var uploadsAtOnce = 256
  /// How many of them may be one person's.
  public var uploadsAtOnceEach = 8
  /// Where photos on their way in are kept, without a name; nil for the store's folder.
  public var spoolFolder: String?
  /// Seconds that a shutdown waits for what is under way.
  public var shutdownSeconds = 60

  var lifetimes = SessionLifetimes()

  /// The defaults.
  public init() {}
}
