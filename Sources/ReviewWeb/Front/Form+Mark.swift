import Hummingbird

extension Form {
  /// Reads a request's form, which must carry the visit's mark.
  ///
  /// - Throws: ``ForgeryGuard/Forged`` for a form that is not ours.
  init(_ request: Request, _ context: PortalContext, _ desk: Desk) async throws {
    let buffer = try await request.body.collect(upTo: 65_536)
    self.init(String(buffer: buffer))
    try desk.authentication.forgery.check(self["token"], request, context)
  }
}
