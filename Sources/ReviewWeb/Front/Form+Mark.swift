import Hummingbird

extension Form {
  /// Reads a request's form, which must carry the session's anti-forgery token.
  ///
  /// - Throws: ``ForgeryGuard/Forged`` without a valid token.
  init(_ request: Request, _ context: PortalContext, _ desk: Desk) async throws {
    let buffer = try await request.body.collect(upTo: 65_536)
    self.init(String(buffer: buffer))
    try desk.authentication.forgery.check(self["token"], request, context)
  }
}
