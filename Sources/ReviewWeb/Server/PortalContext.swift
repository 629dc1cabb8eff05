import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// What is known about one request besides its head and body. ``ClientMiddleware`` fills it in.
struct PortalContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who is at the other end of the connection; nil in a test without one.
  let peer: String?
  /// The client's address: the peer's, or the one that a trusted proxy names.
  var address = ""
  /// Whether the client speaks TLS, to us or to a trusted proxy.
  var isSecure = false
  /// The language of the answer.
  var language = Language.chinese
  /// The value of the visit cookie; a new one where the client sent none.
  var visit = ""
  /// The session; nil when nobody is signed in.
  var session: Session?
  /// The member of staff, as the store knows them at this request.
  var staff: Staff?
  /// Whether the member of staff has to set up a second factor before anything else.
  var mustSetUpSecondFactor = false
  /// Why the member of staff has to change their password before anything else; nil when they need not.
  var passwordDue: PasswordDue?
  /// Whether this visit's session has expired.
  var hasExpired = false
  /// The browser, as far as it says which it is.
  var browser = BrowserKind(.other, on: .other)
  /// What the browser is recognized by: the value of its cookie, a new one where it sent none. A program is recognized by
  /// its address.
  var device = ""
  /// The cookie that says for which account the browser was used last; nil without one.
  var known: String?
  /// The error that kept the session from being looked up; nil without one.
  var failure: (any Error)?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress
  }
}
