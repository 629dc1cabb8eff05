import HTTPTypes

extension HTTPField.Name {
  static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
  static let forwardedFor = HTTPField.Name("X-Forwarded-For")!
  static let forwardedProto = HTTPField.Name("X-Forwarded-Proto")!
  static let csrfToken = HTTPField.Name("X-CSRF-Token")!
  static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
  static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
  static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!
  static let crossOriginOpener = HTTPField.Name("Cross-Origin-Opener-Policy")!
  static let crossOriginResource = HTTPField.Name("Cross-Origin-Resource-Policy")!
  static let frameOptions = HTTPField.Name("X-Frame-Options")!
}
