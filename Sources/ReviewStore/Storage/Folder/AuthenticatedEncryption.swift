import Crypto
import Foundation

extension SymmetricKey {
  /// Data encrypted with AES-GCM under a random nonce: nonce, cipher text and tag.
  ///
  /// - Parameter context: what it is, without which it cannot be opened.
  func sealed(_ data: Data, as context: Data) throws -> Data {
    // The nonce has its usual length, so there is a combined form.
    guard let combined = try AES.GCM.seal(data, using: self, authenticating: context).combined else {
      throw StoreError.fault("a cipher text has no combined form")
    }
    return combined
  }

  /// The data in what ``sealed(_:as:)`` returned; nil when it was not made with this key and context, or has been changed.
  func opened(_ sealed: some Sequence<UInt8>, as context: Data) -> Data? {
    guard let box = try? AES.GCM.SealedBox(combined: Data(sealed)) else { return nil }
    return try? AES.GCM.open(box, using: self, authenticating: context)
  }
}
