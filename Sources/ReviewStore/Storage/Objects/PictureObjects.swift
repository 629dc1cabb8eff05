import Foundation
import ObjectStorage
import Wording

/// The store's pictures in object storage, named by their digest as files are: `prefix/objects/ab/cdef….jpg`.
///
/// An object is written before the transaction, so that no lock is held meanwhile; ``StagedObject/place()`` confirms
/// within the transaction that it is still there, because others may have removed it as no picture's. Removals are part
/// of a transaction that excludes all acts.
///
/// An act that is refused, or that a crash ends, leaves an object without a row. It is collected once it is older than
/// the grace time.
struct PictureObjects: PictureBytes {
  /// The storage.
  let client: ObjectClient
  /// The folder's own place for temporary files, and the lock between collections and backups.
  private let local: PictureFiles
  /// How old an object must be to be collected, in seconds.
  private let grace: TimeInterval

  /// The grace time: a day, within which every act has ended and every server has told every other.
  static let usualGrace: TimeInterval = 24 * 60 * 60
  /// The name of the object that claims a place for one store.
  private static let claimName = "uploadprep-store.txt"

  init(_ client: ObjectClient, beside local: PictureFiles, grace: TimeInterval = usualGrace) {
    self.client = client
    self.local = local
    self.grace = grace
  }

  /// The name of a picture's object, whether or not it exists.
  private func name(of picture: Digest) -> String {
    "objects/\(picture.rawValue.prefix(2))/\(picture.rawValue.dropFirst(2)).jpg"
  }

  // MARK: A new store

  /// Claims the place for a new store.
  ///
  /// - Parameter copy: the token of the copy that the store is, which may have claimed the place already.
  /// - Throws: ``StoreError/exists(path:)`` when anything is there.
  func claim(for copy: String? = nil) throws {
    let text = "The pictures below this prefix belong to a store of uploadprep.\n" + (copy.map { "Copy \($0)\n" } ?? "")
    try asked {
      var isEmpty = true
      // With an empty prefix the store has the whole bucket.
      try client.each(under: "") { _, _ in
        isEmpty = false
        return false
      }
      guard isEmpty else {
        if copy != nil, try client.get(Self.claimName) == Array(text.utf8) { return }
        throw StoreError.exists(path: client.place.address)
      }
      try client.put(Array(text.utf8), as: Self.claimName, type: "text/plain")
    }
  }

  /// Gives the place up again.
  func abandonClaim() throws { try asked { try client.remove(Self.claimName) } }

  // MARK: Pictures

  func stage(_ bytes: [UInt8], as picture: Digest) throws -> any StagedPicture {
    try asked { try client.put(bytes, as: name(of: picture)) }
    return StagedObject(sha256: picture, objects: self, bytes: bytes)
  }

  fileprivate func place(_ staged: StagedObject) throws {
    try asked {
      let name = name(of: staged.sha256)
      guard try client.length(of: name, isBrief: true) != staged.bytes.count else { return }
      try client.put(staged.bytes, as: name, isBrief: true)
    }
  }

  func read(_ picture: Digest) throws -> [UInt8]? { try asked { try client.get(name(of: picture)) } }

  /// Whether there is a picture's object, or a version of it.
  func isThere(_ picture: Digest) throws -> Bool { try asked { try client.hasTrace(of: name(of: picture)) } }

  func remove(_ picture: Digest) throws { try asked { try client.remove(name(of: picture)) } }

  // MARK: Collecting

  func collecting<Value>(within seconds: Double, _ body: () throws -> Value) throws -> Value? {
    try local.collecting(within: seconds, body)
  }

  func eachEntry(_ body: (PictureEntry) throws -> Void) throws {
    try asked {
      try client.each(under: "objects/") { name, age in
        let digits = Digest(name.dropFirst("objects/".count).dropLast(4).filter { $0 != "/" })
        let isPicture = digits.rawValue.utf8.count == 64 && self.name(of: digits) == name
        try body(
          PictureEntry(
            name: address(of: name), picture: isPicture ? digits : nil, isSettled: age.map { $0 >= grace } ?? false))
        return true
      }
    }
  }

  func abandoned() throws -> [String] { try local.abandoned() }

  func hasEntry(_ entry: String) throws -> Bool {
    guard let name = name(at: entry) else { return local.hasEntry(entry) }
    return try asked { try client.hasTrace(of: name) }
  }

  func removeEntry(_ entry: String) throws {
    guard let name = name(at: entry) else { return try local.removeEntry(entry) }
    try asked { try client.remove(name) }
  }

  var isShared: Bool { true }

  var removalsAtOnce: Int { 20 }

  func checkReachable() throws { try asked { _ = try client.length(of: Self.claimName, isBrief: true) } }

  private func address(of name: String) -> String { client.place.address + "/" + name }

  private func name(at entry: String) -> String? {
    let start = client.place.address + "/"
    return entry.hasPrefix(start) ? String(entry.dropFirst(start.count)) : nil
  }

  /// Says errors of the storage as the store's.
  private func asked<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as ObjectError {
      throw StoreError(storage: error)
    }
  }
}

/// A picture that is in object storage, and to which no row refers yet.
private struct StagedObject: StagedPicture {
  let sha256: Digest
  let objects: PictureObjects
  let bytes: [UInt8]

  func place() throws { try objects.place(self) }

  /// Does nothing: another row may refer to an object of the same name.
  func release() {}
}

extension StoreError {
  /// Why a request to object storage failed, as a store tells it.
  public init(storage error: ObjectError) {
    switch error {
    case .unreachable(let words): self = .picturesUnreachable(words)
    case .refused(let code): self = .picturesRefused(code)
    case .full: self = .diskFull
    case .noAccessKey: self = .noAccessKey
    case .unreadable: self = .picturesRefused("an answer that is not S3's")
    }
  }
}
