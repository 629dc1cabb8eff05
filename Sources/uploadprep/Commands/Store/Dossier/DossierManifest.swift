import Dossiers
import Files
import FoundationEssentials
import Glibc
import ReviewStore
import SystemPackage
import Wording

/// The list of what was exported into a folder, a JSON object a line (`dossiers.jsonl`), which lets a later run leave out
/// what is there and unchanged. While it is open, no other run can use the folder.
final class DossierManifest {
  /// How dossiers were written. Another way makes them anew.
  struct Way: Codable, Hashable, Sendable {
    let form: DossierForm
    let language: String
    let maxBytes: Int?
    /// Raised when the layout of pages or names changes.
    var layout = 1
  }

  /// What was exported of one registration.
  struct Entry: Codable, Sendable {
    let registration: String
    let version: Int
    let way: Way
    /// The name in the folder.
    let output: String
    let bytes: Int
    let sha256: String
    let pictures: Int
    let reduced: Int
  }

  private static let name = "dossiers.jsonl"

  private let folder: Path
  private let file: Path
  private let descriptor: Int32
  /// The last entry of each registration.
  private(set) var entries: [String: Entry] = [:]
  /// The names in the folder that are taken, without regard to case, and by which registration.
  private var taken: [String: String] = [:]

  /// Opens the list of a folder, which is made if it is not there.
  ///
  /// - Parameter force: takes a folder that has files and no list.
  /// - Throws: `not-empty` for a folder that has files and no list, `busy` while another run uses it.
  init(in folder: Path, force: Bool) throws(Failure) {
    try Folder.make(folder)
    let file = folder.appending(Self.name.utf8)
    let status = try? FileStatus.of(file, followingLinks: true)
    guard status?.isRegularFile != false else {
      throw Failure(
        .cannotCreate, code: "not-a-file",
        Bilingual(
          "\(Printable.name(file.text)) is no file. Remove it, or name another folder.",
          "\(Printable.name(file.text)) 不是文件，请删除它或指定其他文件夹。"))
    }
    if status == nil, !force, try !Folder.names(in: folder).isEmpty {
      throw Failure(
        .cannotCreate, code: "not-empty",
        Bilingual(
          "\(Printable.name(folder.text)) has files that no earlier export has made. Name an empty folder, or add --force to replace those of the same names.",
          "\(Printable.name(folder.text)) 中有不是由导出生成的文件。请指定一个空文件夹，或加上 --force 替换同名文件。"))
    }
    let descriptor = file.withCString { open($0, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644) }
    guard descriptor >= 0 else { throw .systemCall("open", errno, .cannotCreate, output: file) }
    (self.folder, self.file, self.descriptor) = (folder, file, descriptor)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw Failure(
        .busy, code: "busy",
        Bilingual(
          "Another export into \(Printable.name(folder.text)) is running. Wait for its end.",
          "正有另一个导出任务写入 \(Printable.name(folder.text))，请等待其完成。"))
    }
    try read()
    try WholeFolder.removeLeftovers(in: folder)
  }

  deinit { close(descriptor) }

  private func read() throws(Failure) {
    let bytes = try FileReading.bytes(ofText: file)
    let whole = bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes[...$0] } ?? []
    // A line that an interruption cut off is dropped: its dossier is made again.
    if whole.count < bytes.count { ftruncate(descriptor, whole.count) }
    for line in whole.split(separator: UInt8(ascii: "\n")) {
      guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(line)) else { continue }
      entries[entry.registration] = entry
    }
    for entry in entries.values { taken[entry.output.lowercased()] = entry.registration }
  }

  /// The entry of a registration, if what was exported is still there and would be the same again.
  func current(_ number: RegistrationNumber, version: Int, _ way: Way) -> Entry? {
    guard let entry = entries[number.rawValue], entry.version == version, entry.way == way,
      let status = try? FileStatus.of(folder.appending(entry.output.utf8), followingLinks: false)
    else { return nil }
    switch way.form {
    case .pdf: return status.isRegularFile && Int(status.st_size) == entry.bytes ? entry : nil
    case .folders:
      guard status.isFolder, let names = try? Folder.names(in: folder.appending(entry.output.utf8)) else { return nil }
      return names.count == entry.pictures ? entry : nil
    }
  }

  /// The name of a registration's output, which no other registration has, also where case does not matter.
  func output(of number: RegistrationNumber, _ form: DossierForm) -> String {
    let ending = form == .pdf ? ".pdf" : ""
    let name = DossierNames.name(of: number)
    for choice in [name + ending, name + DossierNames.mark(of: number) + ending] {
      let owner = taken[choice.lowercased()]
      guard owner == nil || owner == number.rawValue, choice != Self.name else { continue }
      taken[choice.lowercased()] = number.rawValue
      return choice
    }
    return name + DossierNames.mark(of: number) + ending
  }

  /// Adds an entry.
  func add(_ entry: Entry) throws(Failure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(entry) else { return }
    try Failure.calling("write", .ioFailed, output: file) { () throws(Errno) in
      try FileDescriptor(rawValue: descriptor).writeWhole([UInt8](line) + [UInt8(ascii: "\n")])
    }
    entries[entry.registration] = entry
  }
}
