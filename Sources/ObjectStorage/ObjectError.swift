/// Why a request to object storage failed.
public enum ObjectError: Error, Sendable, Hashable {
  /// The server did not answer in time, broke off, or is overloaded; with the reason in English, which names no key.
  case unreachable(String)
  /// The server refuses such requests; with its code, such as `AccessDenied`.
  case refused(String)
  /// The storage is full, or its owner's quota is used up.
  case full
  /// No access key was found.
  case noAccessKey
  /// The server has answered something that is not S3's.
  case unreadable
}
