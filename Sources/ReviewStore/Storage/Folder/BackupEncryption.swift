import Foundation
import Synchronization
import Wording

/// Who can read an encrypted backup: the holders of the identities (secret keys) of some recipients (public keys).
public struct BackupRecipients: Sendable, Hashable {
  /// Recipients as `age-keygen` prints them, or SSH public keys.
  public var keys: [String]
  /// Files with one recipient a line.
  public var files: [String]

  /// Recipients; nil where there are none, so that a backup is not encrypted.
  public init?(keys: [String], files: [String] = []) {
    guard !keys.isEmpty || !files.isEmpty else { return nil }
    self.keys = keys
    self.files = files
  }

  /// Encrypts an archive as one more file of an archive.
  ///
  /// - Parameters:
  ///   - name: the file's name.
  ///   - descriptor: the outer archive's file. It can be written anywhere, because the size is known last.
  ///   - write: writes the inner archive.
  func encrypt(as name: String, into descriptor: Int32, _ write: (TarWriter) throws -> Void) throws {
    // It would stand in the list of processes and in the error.
    guard !keys.contains(where: { $0.uppercased().contains("SECRET-KEY") }) else {
      throw StoreError.badRecipient("one of them is an identity, which is secret")
    }
    let start = try Durable.position(of: descriptor)
    try Durable.write(TarArchive.header(name, size: 0), to: descriptor)
    let (ours, theirs) = try ChildProcess.pair()
    let age: Age
    do {
      defer { close(theirs) }
      let arguments = keys.flatMap { ["--recipient=\($0)"] } + files.flatMap { ["--recipients-file=\($0)"] }
      age = try Age(.encrypting, arguments, input: theirs, output: descriptor)
    } catch {
      close(ours)
      throw error
    }
    let written = Result {
      let inner = TarWriter { try ChildProcess.send($0, to: ours) }
      try write(inner)
      try inner.finish()
    }
    close(ours)
    // Where it ended early, it says why.
    try age.finish()
    try written.get()
    let size = try Durable.position(of: descriptor) - start - TarArchive.block
    try TarWriter(descriptor: descriptor).pad(size)
    try Durable.write(TarArchive.header(name, size: size), to: descriptor, at: start)
  }
}

/// Whoever opens an encrypted backup: files with identities (secret keys), any of which may open it.
public struct BackupIdentities: Sendable, Hashable {
  /// The files, as `age-keygen` makes them, or SSH private keys.
  public var files: [String]

  /// Identities; nil where there are none.
  public init?(files: [String]) {
    guard !files.isEmpty else { return nil }
    self.files = files
  }

  /// Decrypts the current file of an archive, which is an archive.
  ///
  /// - Parameter read: reads it, up to its end marker.
  /// - Throws: ``StoreError/wrongIdentity``, ``StoreError/badBackup(_:)`` and others.
  func decrypt<Value>(_ tar: TarReader, _ size: Int, _ read: (TarReader) throws -> Value) throws -> Value {
    let (toAge, input) = try ChildProcess.pair()
    let (fromAge, output): (Int32, Int32)
    do {
      (fromAge, output) = try ChildProcess.pair()
    } catch {
      for descriptor in [toAge, input] { close(descriptor) }
      throw error
    }
    let age: Age
    do {
      defer { for descriptor in [input, output] { close(descriptor) } }
      age = try Age(.decrypting, files.map { "--identity=\($0)" }, input: input, output: output)
    } catch {
      for descriptor in [toAge, fromAge] { close(descriptor) }
      throw error
    }
    // What age reads and what it writes are both larger than what a socket holds.
    let feeding = Feeding(tar, size, to: toAge)
    let result = Result {
      let value = try read(TarReader(descriptor: fromAge))
      // Only at its end is all of it known to be whole.
      while try !Durable.read(1 << 16, from: fromAge).isEmpty {}
      return value
    }
    close(fromAge)
    let isCut = feeding.end()
    do {
      try age.finish()
    } catch StoreError.badBackup where isCut {
      throw StoreError.badBackup(Bilingual("it ends too early", "提前结束"))
    }
    return try result.get()
  }
}

/// Writes a file of an archive to a descriptor, on a thread of its own.
private final class Feeding: Sendable {
  private let group = DispatchGroup()
  private let isCut = Mutex(false)

  init(_ tar: TarReader, _ size: Int, to descriptor: Int32) {
    group.enter()
    let thread = Thread { [self] in
      defer { group.leave() }
      do {
        try tar.content(size) { piece in try ChildProcess.send(piece, to: descriptor) }
      } catch StoreError.badBackup {
        isCut.withLock { $0 = true }
      } catch {
        // Age has ended, and says why.
      }
      close(descriptor)
    }
    thread.start()
  }

  /// Waits for its end; whether the file ended too early.
  func end() -> Bool {
    group.wait()
    return isCut.withLock { $0 }
  }
}
