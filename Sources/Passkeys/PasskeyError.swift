import Wording

/// Why the answer of an authenticator is not accepted.
public enum PasskeyError: DescribedError, Sendable, Hashable, CaseIterable {
  /// It is cut off, or is not written as the standard says.
  case damaged
  /// It answers another question: a registration instead of a sign-in, or the other way round.
  case wrongPurpose
  /// It was made for another page, or inside a page of somebody else.
  case wrongOrigin
  /// It was made for another site.
  case wrongSite
  /// It answers another challenge.
  case wrongChallenge
  /// Nobody was there: the authenticator was not touched.
  case notPresent
  /// The authenticator did not check who was there, by PIN or biometrics.
  case notVerified
  /// The key is of another kind than ES256 and EdDSA, or is no key.
  case unsupportedKey
  /// It vouches for itself in a way that nobody asked for.
  case unwantedAttestation
  /// The signature was not made with the key.
  case wrongSignature
  /// The signature counter is behind: somebody may have copied the key.
  case counterBehind

  /// The code of the error for programs.
  public var code: String { "passkey-\(name)" }

  private var name: String {
    switch self {
    case .damaged: "damaged"
    case .wrongPurpose: "wrong-purpose"
    case .wrongOrigin: "wrong-origin"
    case .wrongSite: "wrong-site"
    case .wrongChallenge: "wrong-challenge"
    case .notPresent: "not-present"
    case .notVerified: "not-verified"
    case .unsupportedKey: "unsupported-key"
    case .unwantedAttestation: "unwanted-attestation"
    case .wrongSignature: "wrong-signature"
    case .counterBehind: "counter-behind"
    }
  }

  /// What is wrong and what to do about it.
  public var explanation: Bilingual {
    switch self {
    case .wrongOrigin, .wrongSite:
      Bilingual(
        "The passkey was used at another address than this portal's. Check the address, then try again.",
        "通行密钥所用的网址与本网站不一致，请核对网址后重试。")
    case .notVerified:
      Bilingual(
        "The device has not checked who you are. Set up its screen lock or PIN, then try again.",
        "设备未核验您的身份，请先设置屏幕锁或 PIN 码后重试。")
    case .unsupportedKey, .unwantedAttestation:
      Bilingual(
        "The portal cannot use passkeys of this device. Use another device, or an authenticator app.",
        "本网站不支持该设备的通行密钥，请更换设备或使用动态口令。")
    case .counterBehind:
      Bilingual(
        "This passkey may have been copied, so it was not accepted. Use another one, or a code, and remove it.",
        "该通行密钥可能已被复制，本次未予通过。请使用其他通行密钥或动态口令登录，并删除该密钥。")
    case .damaged, .wrongPurpose, .wrongChallenge, .notPresent, .wrongSignature:
      Bilingual("The passkey was not accepted. Try again.", "通行密钥验证未通过，请重试。")
    }
  }
}
