import Crypto
import Foundation

/// A passkey that an authenticator has made (WebAuthn, section 7.1).
public struct NewPasskey: Sendable, Hashable {
  /// The id by which the authenticator finds it.
  public let id: [UInt8]
  /// Its public key.
  public let key: PasskeyKey
  /// How often it has signed.
  public let counter: UInt32

  /// Reads and checks the answer to the request for a new passkey.
  ///
  /// - Parameters:
  ///   - attestation: the attestation object. "none" was asked for; what vouches for itself with the new key alone may come
  ///     all the same, and is checked.
  ///   - challenge: in base64url, as it was given out.
  /// - Throws: ``PasskeyError``.
  public init(
    clientData: [UInt8], attestation: [UInt8], challenge: String, site: PasskeySite
  ) throws(PasskeyError) {
    try ClientData(clientData).check(.creation, site, challenge: challenge)
    guard let fields = try CBORReader.value(of: attestation).map, fields.count == 3,
      let format = fields[.text("fmt")]?.text, let statement = fields[.text("attStmt")]?.map,
      let told = fields[.text("authData")]?.bytes
    else { throw .damaged }
    let data = try AuthenticatorData(told)
    try data.check(site, needsVerification: false)
    guard let credential = data.credential else { throw .damaged }
    switch format {
    case "none":
      guard statement.isEmpty else { throw .damaged }
    case "packed":
      guard statement.count == 2, let signature = statement[.text("sig")]?.bytes,
        let algorithm = statement[.text("alg")]?.number
      else { throw .unwantedAttestation }
      guard algorithm == credential.key.algorithm.rawValue,
        credential.key.isValid(signature, of: told + SHA256.hash(data: Data(clientData)))
      else { throw .wrongSignature }
    default: throw .unwantedAttestation
    }
    (id, key, counter) = (credential.id, credential.key, data.counter)
  }
}
