import Hummingbird

extension Form {
  /// Reads a request's form, which must carry the session's anti-forgery token.
  ///
  /// - Throws: ``ForgeryGuard/Forged`` without a valid token, ``Malformed`` for what is no form.
  init(_ request: Request, _ context: PortalContext, _ desk: Desk) async throws {
    let buffer = try await request.body.collect(upTo: 65_536)
    // `String(buffer:)` would replace what is no UTF-8.
    guard let text = String(validating: buffer.readableBytesView, as: UTF8.self) else { throw Malformed() }
    try self.init(text)
    try desk.authentication.forgery.check(self["token"], request, context)
  }
}
