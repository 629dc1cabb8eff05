import Foundation

/// A pair of keys with which requests are signed, found where Amazon's tools look for it.
public struct AccessKey: Sendable, Hashable {
  /// The public part, which names the pair.
  let id: String
  /// The secret part.
  let secret: String
  /// The token of a pair that expires.
  let token: String?

  init(id: String, secret: String, token: String? = nil) {
    (self.id, self.secret, self.token) = (id, secret, token)
  }

  /// Finds the pair in the environment (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`), or in the
  /// file that `AWS_SHARED_CREDENTIALS_FILE` names or `~/.aws/credentials`, under the profile `AWS_PROFILE`; nil when
  /// there is none.
  static func find(in environment: [String: String]) -> AccessKey? {
    let known = environment.filter { !$0.value.isEmpty }
    if let id = known["AWS_ACCESS_KEY_ID"], let secret = known["AWS_SECRET_ACCESS_KEY"] {
      return AccessKey(id: id, secret: secret, token: known["AWS_SESSION_TOKEN"])
    }
    guard let path = known["AWS_SHARED_CREDENTIALS_FILE"] ?? known["HOME"].map({ $0 + "/.aws/credentials" }),
      let content = FileManager.default.contents(atPath: path)
    else { return nil }
    let profile = known["AWS_PROFILE"] ?? known["AWS_DEFAULT_PROFILE"] ?? "default"
    return AccessKey(file: String(decoding: content, as: UTF8.self), profile: profile)
  }

  /// The pair of a profile in a credentials file; nil when it is not there or not complete.
  init?(file: String, profile: String) {
    var isMine = false
    var values: [String: String] = [:]
    for line in file.split(whereSeparator: \.isNewline) {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("[") {
        isMine = line.dropFirst().prefix { $0 != "]" }.trimmingCharacters(in: .whitespaces) == profile
      } else if isMine, !line.hasPrefix("#"), !line.hasPrefix(";"), let equals = line.firstIndex(of: "=") {
        let name = line[..<equals].trimmingCharacters(in: .whitespaces)
        values[name] = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
      }
    }
    guard let id = values["aws_access_key_id"], let secret = values["aws_secret_access_key"], !id.isEmpty,
      !secret.isEmpty
    else { return nil }
    self.init(id: id, secret: secret, token: values["aws_session_token"])
  }
}

extension AccessKey: CustomStringConvertible, CustomDebugStringConvertible {
  /// Nothing of the keys, so that no log can have them.
  public var description: String { "an access key" }
  /// The same.
  public var debugDescription: String { description }
}
