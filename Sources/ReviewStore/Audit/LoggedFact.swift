/// One fact about an entry's subject, before or after an act: an identifier, a number or a hash, never personal data.
public enum LoggedFact: Sendable, Hashable {
  /// The state that an application is in.
  case state(Application.State)
  /// The application's version.
  case version(Int)
  /// The level that made the decision.
  case level(Level)
  /// The level whose decision was published.
  case published(Level)
  /// The application was activated.
  case activated
  /// The picture at a place, by its hash.
  case picture(Place, sha256: Digest)
  /// The former picture at a place, by its hash.
  case former(Place, sha256: Digest)
  /// The reviewer's mark on the picture at a place.
  case mark(Place, Mark)
  /// The hash of the note with which a picture was asked for.
  case note(Place, hash: String)
  /// The hash of the note of a rejection.
  case words(hash: String)
  /// A message's kind, and the hash of its text.
  case message(kind: String, hash: String)
  /// A notice's kind, and the hash of its text.
  case notice(kind: String, hash: String)
  /// The member of staff who holds the application.
  case claim(StaffName)
  /// The clerk whom the candidate allowed to upload.
  case helper(StaffName)
  /// The role of a member of staff.
  case role(Role)
  /// The seal of a row whose content must not be in the log: the row's kind and an HMAC of its content.
  case seal(kind: String, hash: String)
  /// A setting that the store was created with: the policy's id, or a hash.
  case setting(Setting, String)
  /// A name that was entered in one of the office's lists, or removed from it.
  case listed(OfficeList, String)
  /// A number, or what happened to a personal value.
  case value(Name, String)
  /// A field of the registration: an HMAC of its value, which includes the person's salt.
  case field(RegistrationField, hash: String)
  /// The time by which the candidate should react.
  case reactBy(Moment)
  /// A single word, such as a notice's state. Also an unknown word, which is kept as stored.
  case word(String)

  /// A reviewer's mark on a picture.
  public enum Mark: String, Sendable {
    case accepted, wanted, none
  }

  /// A setting that a store is created with.
  public enum Setting: String, Sendable {
    case policy, yaml, region, examples
  }

  /// The name of a value.
  public enum Name: String, Sendable {
    /// The number of pictures, of notices or of wrong guesses.
    case pictures, count, guesses
    /// The id of a notice in the outbox.
    case notice
    /// Whether a personal value is set.
    case mobile, address
    /// What a list was restricted to, and its file format.
    case filter, format
    /// A member of staff whom the act is about, and the kind of a conflict of interest.
    case staff, conflict
    /// The most decisions a day, and the first and last day of an absence.
    case cap, from, until
    /// The version that a second look is about, and its verdict.
    case secondLook = "second-look"
    case verdict
    /// The browser of a sign-in: ``BrowserKind/code``.
    case browser
  }
}

extension LoggedFact {
  /// The fact as text, `key=value`. A value may contain spaces.
  public var text: String {
    switch self {
    case .state(let state): "state=\(state.rawValue)"
    case .version(let number): "version=\(number)"
    case .level(let level): "level=\(level.rawValue)"
    case .published(let level): "published=\(level.rawValue)"
    case .activated: "activated"
    case .picture(let place, let sha256): "\(place.logged)=\(sha256)"
    case .former(let place, let sha256): "former=\(place.logged)=\(sha256)"
    case .mark(let place, let mark): "\(place.logged):\(mark.rawValue)"
    case .note(let place, let hash): "note=\(place.logged):\(hash)"
    case .words(let hash): "words=\(hash)"
    case .message(let kind, let hash): "message=\(kind):\(hash)"
    case .notice(let kind, let hash): "notice=\(kind):\(hash)"
    case .claim(let name): "claim=\(name)"
    case .helper(let name): "helper=\(name)"
    case .role(let role): "role=\(role.rawValue)"
    case .seal(let kind, let hash): "\(Self.sealPrefix)\(kind)=\(hash)"
    case .setting(let setting, let value): "\(setting.rawValue)=\(value)"
    case .listed(let list, let name): "\(Self.listPrefix)\(list.rawValue)=\(name)"
    case .value(let name, let value): "\(name.rawValue)=\(value)"
    case .field(let field, let hash): "field=\(field.rawValue):\(hash)"
    case .reactBy(let moment): "reactBy=\(moment.iso8601)"
    case .word(let word): word
    }
  }

  /// Parses a ``text``.
  init(_ text: String) {
    self = (text == "activated" ? .activated : Self.pair(text) ?? Self.mark(text)) ?? .word(text)
  }

  /// The prefix of a seal's key.
  static let sealPrefix = "seal-"

  /// The prefix of a list's key.
  private static let listPrefix = "listed-"

  private static func pair(_ text: String) -> LoggedFact? {
    guard let (name, value) = text.halves(at: text.firstIndex(of: "=")) else { return nil }
    switch name {
    case "state": return Application.State(rawValue: value).map { .state($0) }
    case "version": return Int(value).map { .version($0) }
    case "level": return Level(rawValue: value).map { .level($0) }
    case "published": return Level(rawValue: value).map { .published($0) }
    case "role": return Role(rawValue: value).map { .role($0) }
    case "claim": return .claim(StaffName(value))
    case "helper": return .helper(StaffName(value))
    case "words": return .words(hash: value)
    case "reactBy": return Moment(iso8601: value).map { .reactBy($0) }
    case "field":
      return value.halves(at: value.lastIndex(of: ":")).flatMap { name, hash in
        RegistrationField(rawValue: name).map { .field($0, hash: hash) }
      }
    case "former": return picture(value).map { .former($0, sha256: $1) }
    case "note":
      return value.halves(at: value.lastIndex(of: ":")).flatMap { place, hash in
        Place(logged: place).map { .note($0, hash: hash) }
      }
    case "message": return value.halves(at: value.lastIndex(of: ":")).map { .message(kind: $0, hash: $1) }
    case "notice":
      return value.halves(at: value.lastIndex(of: ":")).map { .notice(kind: $0, hash: $1) } ?? .value(.notice, value)
    default: break
    }
    if name.hasPrefix(sealPrefix) { return .seal(kind: String(name.dropFirst(sealPrefix.count)), hash: value) }
    if name.hasPrefix(listPrefix), let list = OfficeList(rawValue: String(name.dropFirst(listPrefix.count))) {
      return .listed(list, value)
    }
    if let setting = Setting(rawValue: name) { return .setting(setting, value) }
    if let name = Name(rawValue: name) { return .value(name, value) }
    return picture(text).map { .picture($0, sha256: $1) }
  }

  private static func picture(_ text: String) -> (Place, Digest)? {
    text.halves(at: text.lastIndex(of: "=")).flatMap { name, hash in Place(logged: name).map { ($0, Digest(hash)) } }
  }

  private static func mark(_ text: String) -> LoggedFact? {
    text.halves(at: text.lastIndex(of: ":")).flatMap { name, mark in
      Place(logged: name).flatMap { place in Mark(rawValue: mark).map { .mark(place, $0) } }
    }
  }
}

extension String {
  /// The parts before and after a character.
  fileprivate func halves(at index: Index?) -> (String, String)? {
    index.map { (String(self[..<$0]), String(self[$0...].dropFirst())) }
  }
}

extension Place {
  /// `material/position`.
  fileprivate var logged: String { "\(material)/\(position)" }

  /// Parses `material/position`.
  fileprivate init?(logged text: String) {
    guard let (material, digits) = text.halves(at: text.lastIndex(of: "/")), let position = Int(digits) else {
      return nil
    }
    self.init(MaterialID(material), position)
  }
}
