import Wording

/// The facts on one side of an entry, before or after the act, as the entry stores them.
///
/// Only this type writes and reads the stored text. There are two versions of the format:
///
/// 1. The facts' texts, separated by spaces. A text with a space in it, such as a claim by somebody whose name has
/// one, reads as two.
/// 2. `2`, then the texts, in which `%`, spaces and line breaks are escaped as `%25`, `%20`, `%0A` and `%0D`.
///
/// New entries have version 2. Old entries are never rewritten, because the hashes cover the stored text. In both
/// versions, no facts are stored as an empty text.
public struct LoggedFacts: Sendable, Hashable {
  /// The text as it is stored and hashed.
  public let stored: String

  private static let version = "2"
  private static let escapes: [(plain: String, escaped: String)] = [
    ("%", "%25"), (" ", "%20"), ("\n", "%0A"), ("\r", "%0D"),
  ]

  /// Encodes facts.
  init(_ facts: [LoggedFact]) {
    let words = facts.map { Self.escaped($0.text) }
    stored = words.isEmpty ? "" : ([Self.version] + words).joined(separator: " ")
  }

  /// A stored text.
  init(stored: String) { self.stored = stored }

  /// The facts in their stored order.
  public var facts: [LoggedFact] {
    let words = stored.split(separator: " ").map(String.init)
    guard words.first == Self.version else { return words.map { LoggedFact($0) } }
    return words.dropFirst().map { LoggedFact(Self.unescaped($0)) }
  }

  /// The facts' texts, separated by spaces, as people and programs are shown them. It is the same for both versions.
  public var text: String { facts.map(\.text).joined(separator: " ") }
}

extension LoggedFacts {
  /// Most texts have nothing to escape. Checking for that is much faster than replacing.
  private static func escaped(_ word: String) -> String {
    guard word.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 <= UInt8(ascii: " ") }) else { return word }
    return escapes.reduce(word) { $0.replacing($1.plain, with: $1.escaped) }
  }

  private static func unescaped(_ word: String) -> String {
    guard word.utf8.contains(UInt8(ascii: "%")) else { return word }
    return escapes.reversed().reduce(word) { $0.replacing($1.escaped, with: $1.plain) }
  }
}

/// Accessors for the facts of an entry by kind.
extension [LoggedFact] {
  var state: Application.State? { last { if case .state(let state) = $0 { state } else { nil } } }
  var version: Int? { last { if case .version(let version) = $0 { version } else { nil } } }
  var level: Level? { last { if case .level(let level) = $0 { level } else { nil } } }
  var role: Role? { last { if case .role(let role) = $0 { role } else { nil } } }
  /// The clerk whom the candidate allowed.
  var helper: StaffName? { last { if case .helper(let name) = $0 { name } else { nil } } }
  /// The hash of the note of a rejection; empty where the log has none.
  var words: String { last { if case .words(let hash) = $0 { hash } else { nil } } ?? "" }
  /// The time by which the candidate should react; nil where the entry names none.
  var reactBy: Moment? { last { if case .reactBy(let moment) = $0 { moment } else { nil } } }
  var isActivated: Bool { contains(.activated) }
  var published: [Level] { compactMap { if case .published(let level) = $0 { level } else { nil } } }
  var marked: [Place] { compactMap { if case .mark(let place, _) = $0 { place } else { nil } } }
  /// Pictures by place. The log holds no sizes.
  var pictures: [(place: Place, picture: StoredPicture)] {
    compactMap { if case .picture(let place, let sha256) = $0 { (place, Self.picture(sha256)) } else { nil } }
  }
  /// Former pictures by place.
  var former: [(place: Place, picture: StoredPicture)] {
    compactMap { if case .former(let place, let sha256) = $0 { (place, Self.picture(sha256)) } else { nil } }
  }
  /// The hashes of the notes with which pictures were asked for.
  var notes: [Place: String] {
    reduce(into: [:]) { if case .note(let place, let hash) = $1 { $0[place] = hash } }
  }
  /// The hashes of the messages' texts.
  var messages: [String] { compactMap { if case .message(_, let hash) = $0 { hash } else { nil } } }
  /// Whether a message of a kind was written.
  func tells(_ kind: Message.Kind) -> Bool {
    contains { if case .message(kind.rawValue, _) = $0 { true } else { false } }
  }
  /// The hashes of the notices' texts.
  var notices: [String] { compactMap { if case .notice(_, let hash) = $0 { hash } else { nil } } }

  /// The id of the notice whose delivery was reported; nil when none was.
  var delivered: String? {
    guard contains(.word("delivered")) else { return nil }
    return last { if case .value(.notice, let id) = $0 { id } else { nil } }
  }

  /// The value of a name.
  func value(_ name: LoggedFact.Name) -> String? {
    last { if case .value(name, let value) = $0 { value } else { nil } }
  }
  /// The member of staff whom the act is about.
  var person: StaffName? { value(.staff).map { StaffName($0) } }
  /// The kind of a conflict of interest.
  var conflict: Conflict.Kind? { value(.conflict).flatMap { Conflict.Kind(rawValue: $0) } }

  /// The value of a setting that the store was created with.
  func setting(_ setting: LoggedFact.Setting) -> String? {
    last { if case .setting(setting, let value) = $0 { value } else { nil } }
  }

  /// The seal of a kind of row.
  func seal(_ kind: String) -> String? { last { if case .seal(kind, let hash) = $0 { hash } else { nil } } }

  /// The value of the last fact that has one.
  private func last<Value>(_ value: (LoggedFact) -> Value?) -> Value? { lazy.reversed().compactMap(value).first }

  private static func picture(_ sha256: Digest) -> StoredPicture {
    StoredPicture(sha256: sha256, bytes: 0, width: 0, height: 0)
  }
}
