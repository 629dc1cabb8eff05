import Crypto
import Foundation

/// What an authenticator tells and signs (WebAuthn, section 6.1).
struct AuthenticatorData {
  /// The SHA-256 of the site's id.
  let siteHash: [UInt8]
  /// Whether somebody was there, and whether the authenticator has checked who.
  let isPresent, isVerified: Bool
  /// How often the key has signed; 0 where the authenticator does not count.
  let counter: UInt32
  /// A new key with its id; nil at a sign-in.
  let credential: (id: [UInt8], key: PasskeyKey)?

  /// The longest id of a key.
  static let longestID = 1023

  /// - Throws: ``PasskeyError/damaged``, ``PasskeyError/unsupportedKey``.
  init(_ bytes: [UInt8]) throws(PasskeyError) {
    guard bytes.count >= 37 else { throw .damaged }
    siteHash = Array(bytes[0..<32])
    let flags = bytes[32]
    (isPresent, isVerified) = (flags & 0x01 != 0, flags & 0x04 != 0)
    // What is not allowed to be copied has no copy.
    guard flags & 0x18 != 0x10 else { throw .damaged }
    counter = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
    var place = 37
    if flags & 0x40 != 0 {
      // 16 bytes name the model, which nobody asked for.
      guard bytes.count >= place + 18 else { throw .damaged }
      let length = Int(bytes[place + 16]) << 8 | Int(bytes[place + 17])
      place += 18
      guard (1...Self.longestID).contains(length), bytes.count >= place + length else { throw .damaged }
      let id = Array(bytes[place..<place + length])
      var reader = CBORReader(bytes, from: place + length)
      credential = (id, try PasskeyKey(try reader.next()))
      place = reader.place
    } else {
      credential = nil
    }
    if flags & 0x80 != 0 {
      // Extensions, of which none was asked for, have to be well-formed.
      var reader = CBORReader(bytes, from: place)
      guard try reader.next().map != nil else { throw .damaged }
      place = reader.place
    }
    guard place == bytes.count else { throw .damaged }
  }

  /// Checks that it was made for a site, by somebody who was there.
  func check(_ site: PasskeySite, needsVerification: Bool) throws(PasskeyError) {
    guard siteHash == Array(SHA256.hash(data: Data(site.id.utf8))) else { throw .wrongSite }
    guard isPresent else { throw .notPresent }
    guard isVerified || !needsVerification else { throw .notVerified }
  }
}
