import ImageKit
import ObjectStorage
import ReviewStore
import Synchronization
import Wording

/// The S3-compatible server whose objects are named like files: `s3://bucket/folder/name`.
final class ObjectServer: Sendable {
  private let place: @Sendable (String) throws(ObjectPlace.Mistake) -> ObjectPlace
  /// One client for each bucket, so that an access key is looked up once.
  private let clients = Mutex<[String: ObjectClient]>([:])

  /// - Parameter place: tells where an address such as `s3://bucket` is.
  init(place: @escaping @Sendable (String) throws(ObjectPlace.Mistake) -> ObjectPlace) { self.place = place }

  /// The greatest object that is read, in bytes: what a photo may have at most by default, and more.
  private static let largest = 1 << 30

  /// The object that a path names; nil for the path of a file.
  ///
  /// - Throws: `bad-pictures` for an address that is none.
  func object(at path: Path) throws(Failure) -> StoredObject? {
    guard path.isAddress else { return nil }
    let parts = path.text.dropFirst("s3://".count).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let key = parts.count > 1 ? String(parts[1]) : ""
    guard path.percentEncoded == nil, StoredObject.isPlain(key) else {
      throw Failure(review: InputError.badPictures(.unreadable), input: path.text)
    }
    return StoredObject(path: path, key: key, client: try client(of: String(parts[0])))
  }

  private func client(of bucket: String) throws(Failure) -> ObjectClient {
    do {
      return try clients.withLock { clients in
        if let known = clients[bucket] { return known }
        let client = ObjectClient(try place("s3://" + bucket), largest: Self.largest)
        clients[bucket] = client
        return client
      }
    } catch let mistake as ObjectPlace.Mistake {
      throw Failure(review: InputError.badPictures(mistake))
    } catch {
      throw Failure(any: error)
    }
  }
}

extension Path {
  /// Whether it is the address of an object in S3-compatible storage instead of a file's path.
  var isAddress: Bool { bytes.starts(with: Array("s3://".utf8)) }
}

/// An object that is named like a file, or a folder of them.
struct StoredObject: Sendable {
  /// The address as it was spelled.
  let path: Path
  /// The address in the bucket.
  fileprivate let key: String
  fileprivate let client: ObjectClient

  fileprivate init(path: Path, key: String, client: ObjectClient) {
    (self.path, self.key, self.client) = (path, key, client)
  }

  /// Whether it stands for all objects below it: its last name is empty, or has no extension.
  var isFolder: Bool { Path(key).ending == nil }

  /// Whether a key can be taken for a path: addresses with empty parts, `.` or `..` are rewritten on the way to a server, and
  /// would give two objects one name.
  static func isPlain(_ key: String) -> Bool {
    var parts = key.split(separator: "/", omittingEmptySubsequences: false)
    if parts.last == "" { parts.removeLast() }
    return !parts.contains { $0 == "" || $0 == "." || $0 == ".." }
  }

  /// Whether its own key can be taken for a path.
  var isPlain: Bool { Self.isPlain(key) }

  /// Reads it whole.
  ///
  /// - Parameter limit: the largest number of bytes that is accepted.
  func read(atMost limit: Int) throws(Failure) -> [UInt8] {
    guard let bytes = try asking({ try client.get(key) }) else {
      throw Failure(
        .noInput, code: "no-such-file",
        Bilingual("There is no such object. Check the address.", "没有这个对象，请检查地址。"), input: path.text)
    }
    guard bytes.count <= limit else {
      throw Failure(DecodingError.tooManyBytes(count: bytes.count, limit: limit), .unreadableData, input: path.text)
    }
    return bytes
  }

  /// Writes it, and returns when the server has confirmed it.
  func write(_ bytes: [UInt8], as format: PictureFormat) throws(Failure) {
    let type = format == .png ? "image/png" : "image/jpeg"
    try asking { try client.put(bytes, as: key, type: type) }
  }

  /// Whether there is such an object now.
  func exists() throws(Failure) -> Bool { try asking { try client.length(of: key) } != nil }

  /// Calls a closure for each object below this one, in the order of the keys.
  ///
  /// - Parameter body: takes the object, and its address below this one.
  func eachBelow(_ body: (StoredObject, _ below: String) -> Void) throws(Failure) {
    let folder = key.isEmpty || key.hasSuffix("/") ? key : key + "/"
    try asking {
      try client.each(under: folder) { name, _ in
        guard let below = String(name.utf8.dropFirst(folder.utf8.count)) else { return true }
        body(StoredObject(path: path.appending(below.utf8), key: name, client: client), below)
        return true
      }
    }
  }

  private func asking<Value>(_ request: () throws -> Value) throws(Failure) -> Value {
    do {
      return try request()
    } catch let error as ObjectError {
      throw Failure(review: StoreError(storage: error), input: path.text)
    } catch {
      throw Failure(any: error)
    }
  }
}
