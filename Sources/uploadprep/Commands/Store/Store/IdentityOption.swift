import ArgumentParser
import Glibc
import ReviewStore

/// What opens an encrypted backup.
struct IdentityOption: ParsableArguments {
  @Option(
    name: .customLong("identity"),
    help: help(
      "A file with an identity, the secret key that opens an encrypted backup; may be repeated.",
      "身份密钥文件，用于打开加密的备份，可多次给出。", value: "file"))
  var files: [Path] = []

  /// The identities; nil where none were named.
  ///
  /// - Throws: a file's failure where it cannot be read.
  func read() throws -> BackupIdentities? {
    // It is not read here: it may be a pipe, which age reads.
    for file in files where file.withCString({ access($0, R_OK) }) != 0 {
      throw Failure.systemCall("open", errno, .noInput, input: file.text)
    }
    return BackupIdentities(files: files.map(\.text))
  }
}
