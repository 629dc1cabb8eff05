import Foundation

/// What the browser tells, and the authenticator signs with its own: what for, for which challenge, on which page (WebAuthn,
/// section 5.8.1).
public struct ClientData: Sendable {
  /// What an authenticator was asked for.
  enum Purpose: String {
    case creation = "webauthn.create"
    case signIn = "webauthn.get"
  }

  private struct Fields: Decodable {
    var type: String
    var challenge: String
    var origin: String
    var crossOrigin: Bool?
    var topOrigin: String?
  }

  /// The challenge as it was made: base64url without padding. It says nothing before ``check(_:_:challenge:)`` has.
  public let challenge: String
  private let fields: Fields

  /// Reads what the browser tells.
  ///
  /// - Throws: ``PasskeyError/damaged``.
  public init(_ json: [UInt8]) throws(PasskeyError) {
    // `JSONDecoder` would take other encodings than UTF-8 too.
    guard String(validating: json, as: UTF8.self) != nil,
      let fields = try? JSONDecoder().decode(Fields.self, from: Data(json))
    else { throw .damaged }
    (self.fields, challenge) = (fields, fields.challenge)
  }

  /// Checks that it was made for this purpose and challenge on a page of the site, which nobody has framed.
  func check(_ purpose: Purpose, _ site: PasskeySite, challenge: String) throws(PasskeyError) {
    guard fields.type == purpose.rawValue else { throw .wrongPurpose }
    guard self.challenge == challenge else { throw .wrongChallenge }
    guard fields.origin == site.origin, fields.crossOrigin != true, fields.topOrigin == nil else { throw .wrongOrigin }
  }
}
