import Crypto
import Foundation
import Wording

/// Where the key comes from that protects a store's pictures. It is kept apart from the store: who has the store's files, its
/// disk or its bucket alone cannot read a picture.
public struct PictureKeySource: Sendable, Hashable {
  /// As it is written: `file:PATH`, `credential:NAME` or `command:WORDS`.
  public let text: String
  private let kind: Kind
  private let value: String

  private enum Kind: String, CaseIterable {
    /// A file.
    case file
    /// A file that systemd gives to the service, by `LoadCredential=` or `LoadCredentialEncrypted=`.
    case credential
    /// What a shell command prints.
    case command
  }

  /// Reads it as it is written.
  ///
  /// - Throws: ``InputError/badPictureKey``.
  public init(_ text: String) throws(InputError) {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])) else { throw .badPictureKey }
    let value = String(parts[1])
    // A file is looked for from any folder, and a credential's name is no path.
    switch kind {
    case .file: guard value.hasPrefix("/") else { throw .badPictureKey }
    case .credential: guard !value.contains("/"), !value.hasPrefix(".") else { throw .badPictureKey }
    case .command: break
    }
    (self.text, self.kind, self.value) = (text, kind, value)
  }

  /// Whether it is a file in a folder, or below it. In a store's folder a key would protect nothing, and some files there are
  /// written anew.
  func isInside(_ folder: String) -> Bool {
    guard kind == .file else { return false }
    func canonical(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
    return canonical(value).hasPrefix(canonical(folder) + "/")
  }

  /// Whether nobody but its owner can read it, where it is a file.
  var isPrivate: Bool {
    var facts = stat()
    return kind != .file || stat(value, &facts) == 0 && facts.st_mode & 0o077 == 0
  }

  /// Whether it runs a command.
  var isCommand: Bool { kind == .command }

  /// The fewest bytes of a key.
  private static let shortest = 16
  /// The most bytes of a key.
  private static let longest = 1 << 16

  /// The key that wraps others, derived from all bytes of the source without white space at their end.
  ///
  /// - Throws: ``StoreError/noPictureKey(source:)`` where nothing is there, or too little.
  func wrappingKey() throws -> SymmetricKey {
    var bytes = (try content() ?? [])[...]
    while let last = bytes.last, [9, 10, 13, 32].contains(last) { bytes.removeLast() }
    guard (Self.shortest...Self.longest).contains(bytes.count) else { throw StoreError.noPictureKey(source: text) }
    return HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: Array(bytes)), info: Data("uploadprep pictures".utf8), outputByteCount: 32)
  }

  private func content() throws -> [UInt8]? {
    switch kind {
    case .file: return try read(value)
    case .credential:
      let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
      return try folder.flatMap { try read($0 + "/" + value) }
    case .command: return try ChildProcess.output(of: value, atMost: Self.longest)
    }
  }

  /// A file that may not be read is as good as none.
  private func read(_ path: String) throws -> [UInt8]? {
    do { return try Durable.read(path, atMost: Self.longest + 1) } catch StoreError.readOnly { return nil }
  }
}

/// The key under which a store's pictures are encrypted, in envelopes: each picture has a random key of its own, which stands
/// encrypted before it; this key encrypts those, and stands itself encrypted in a file of the store's folder. So another key
/// from outside changes that file only, and no picture.
struct PictureKey: Sendable {
  /// The file's name in the store's folder.
  static let fileName = "pictures.key"
  private static let firstLine = "uploadprep-pictures: 1"
  private static let wrappedField = "wrapped: "
  /// What is encrypted with a key, so that nothing can be taken for something else.
  private static let purpose = Data("uploadprep key of pictures".utf8)
  private static let bytes = 32

  private let key: SymmetricKey

  /// A new key.
  init() { key = SymmetricKey(size: .bits256) }

  /// The key in a store's folder.
  ///
  /// - Throws: ``StoreError/noPictureKey(source:)``, ``StoreError/wrongPictureKey(source:)``, and
  ///   ``StoreError/damaged(_:)`` where the file is gone or none.
  static func load(from folder: String, openedBy source: PictureKeySource) throws -> PictureKey {
    let wrapping = try source.wrappingKey()
    guard let content = try Durable.read(folder + "/" + fileName, atMost: 1 << 16) else {
      throw StoreError.damaged(Bilingual("\(fileName) is gone", "缺少 \(fileName)"))
    }
    let lines = String(decoding: content, as: UTF8.self).split(separator: "\n").map(String.init)
    let wrapped = lines.filter { $0.hasPrefix(wrappedField) }.compactMap {
      [UInt8](hexadecimal: String($0.dropFirst(wrappedField.count)))
    }
    guard lines.first == firstLine, !wrapped.isEmpty else {
      throw StoreError.damaged(Bilingual("\(fileName) holds no key", "\(fileName) 中没有密钥"))
    }
    for bytes in wrapped {
      guard let key = wrapping.opened(bytes, as: purpose), key.count == Self.bytes else { continue }
      return PictureKey(key: SymmetricKey(data: key))
    }
    throw StoreError.wrongPictureKey(source: source.text)
  }

  private init(key: SymmetricKey) { self.key = key }

  /// Writes the key into a store's folder, durably, so that each of some keys opens it.
  func save(in folder: String, wrappedBy keys: [SymmetricKey]) throws {
    let raw = key.withUnsafeBytes { Data($0) }
    let lines = try keys.map { Self.wrappedField + (try $0.sealed(raw, as: Self.purpose)).hexadecimal }
    let text = ([Self.firstLine] + lines).joined(separator: "\n") + "\n"
    try Durable.replace(folder + "/" + Self.fileName, with: Array(text.utf8))
  }

  // MARK: Pictures

  /// A nonce, a key and a tag.
  private static let wrappedSize = 12 + bytes + 16

  /// A picture in its envelope: its own key, encrypted, and the picture, encrypted with that.
  func sealed(_ picture: [UInt8], of digest: Digest) throws -> [UInt8] {
    let own = SymmetricKey(size: .bits256)
    let wrapped = try key.sealed(own.withUnsafeBytes { Data($0) }, as: Self.context("key", digest))
    return Array(wrapped) + Array(try own.sealed(Data(picture), as: Self.context("picture", digest)))
  }

  /// The picture in an envelope; nil when it was not sealed with this key as this picture, or has been changed.
  func opened(_ envelope: [UInt8], of digest: Digest) -> [UInt8]? {
    guard envelope.count > Self.wrappedSize,
      let own = key.opened(envelope[..<Self.wrappedSize], as: Self.context("key", digest)),
      let picture = SymmetricKey(data: own).opened(
        envelope[Self.wrappedSize...], as: Self.context("picture", digest))
    else { return nil }
    return Array(picture)
  }

  private static func context(_ part: String, _ digest: Digest) -> Data { Data("\(part) \(digest.rawValue)".utf8) }
}
