import HummingbirdTLS
import ImageKit
import Wording

/// Why the portal cannot speak TLS with the files it was given.
public enum CertificateError: DescribedError {
  /// The chain is no readable PEM file with certificates.
  case chain(file: String)
  /// The key is no readable PEM file with a private key.
  case key(file: String)
  /// The key is not the certificate's.
  case mismatch(chain: String, key: String)

  /// Its name for programs.
  public var code: String {
    switch self {
    case .chain: "bad-certificate"
    case .key: "bad-key"
    case .mismatch: "key-mismatch"
    }
  }

  /// What is wrong, and what to give instead.
  public var explanation: Bilingual {
    switch self {
    case .chain(let file):
      Bilingual(
        "\(file) holds no certificate that can be read. Give a PEM file with the chain, leaf first.",
        "无法从 \(file) 读取证书。请提供 PEM 格式的证书链文件，服务器证书在最前。")
    case .key(let file):
      Bilingual(
        "\(file) holds no private key that can be read. Give a PEM file with the key, without a passphrase.",
        "无法从 \(file) 读取私钥。请提供 PEM 格式且未加密的私钥文件。")
    case .mismatch(let chain, let key):
      Bilingual(
        "The key in \(key) is not that of the certificate in \(chain).", "\(key) 中的私钥与 \(chain) 中的证书不匹配。")
    }
  }
}

extension PortalOptions.Certificate {
  /// TLS 1.2 or later with this certificate.
  var configuration: TLSConfiguration {
    get throws(CertificateError) {
      guard let certificates = try? NIOSSLCertificate.fromPEMFile(chain), !certificates.isEmpty else {
        throw .chain(file: chain)
      }
      guard let privateKey = try? NIOSSLPrivateKey(file: key, format: .pem) else { throw .key(file: key) }
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(privateKey))
      configuration.minimumTLSVersion = .tlsv12
      return configuration
    }
  }
}
