import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// What is known of one request besides its head and body. The outer middleware fills it in for the inner ones.
struct PortalContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who is at the other end of the connection; nil in a test without one.
  let peer: String?
  /// The client's address: the peer's, or what a trusted proxy tells.
  var address = ""
  /// Whether the client speaks TLS, to us or to a trusted proxy.
  var isSecure = false
  /// What the client reads.
  var language = Language.chinese
  /// The value of the visit cookie; a new one is given to whoever brings none.
  var visit = ""
  /// Who is signed in; nil for a stranger.
  var session: Session?
  /// The member of staff, as the store knows them at this request.
  var staff: Staff?
  /// Whether this visit had been signed in and its time ran out.
  var hasExpired = false
  /// The error that kept the session from being looked up; nil without one.
  var failure: (any Error)?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress
  }
}
