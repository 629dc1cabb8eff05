import Crypto
import Foundation

/// The answer of an authenticator at a sign-in (WebAuthn, section 7.2).
public struct PasskeyAnswer: Sendable, Hashable {
  /// The id of the passkey that it says it was made with.
  public let id: [UInt8]
  private let clientData: [UInt8]
  private let authenticatorData: [UInt8]
  private let signature: [UInt8]

  /// An answer as it came.
  public init(id: [UInt8], clientData: [UInt8], authenticatorData: [UInt8], signature: [UInt8]) {
    self.id = id
    self.clientData = clientData
    self.authenticatorData = authenticatorData
    self.signature = signature
  }

  /// Checks it against the passkey that is kept.
  ///
  /// - Parameters:
  ///   - counter: the passkey's at its last use. Where it or the answer's is not 0, the answer's has to be higher.
  ///   - challenge: in base64url, as it was given out.
  ///   - needsVerification: whether the authenticator must have checked who was there.
  /// - Throws: ``PasskeyError``; ``PasskeyError/counterBehind`` only where everything else is right.
  /// - Returns: the counter to keep.
  public func check(
    _ key: PasskeyKey, counter: UInt32, challenge: String, site: PasskeySite, needsVerification: Bool
  ) throws(PasskeyError) -> UInt32 {
    try ClientData(clientData).check(.signIn, site, challenge: challenge)
    let data = try AuthenticatorData(authenticatorData)
    try data.check(site, needsVerification: needsVerification)
    guard key.isValid(signature, of: authenticatorData + SHA256.hash(data: Data(clientData))) else {
      throw .wrongSignature
    }
    guard data.counter > counter || (data.counter == 0 && counter == 0) else { throw .counterBehind }
    return data.counter
  }
}
