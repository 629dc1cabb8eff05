/// The messages and notices that events cause. Their texts come from the policy.
struct Correspondence {
  /// Messages for the candidate's page.
  var messages: [(kind: Message.Kind, text: String)] = []
  /// Notices to send.
  var notices: [(kind: Message.Kind, text: String)] = []
  /// Kinds of queued notices to cancel.
  var recalled: [Message.Kind] = []

  /// What handing out a one-time code causes: unsent notices with an earlier code are recalled.
  ///
  /// - Parameter notice: the text of the notice with the code; nil when it is handed out otherwise.
  init(handingOut notice: String?) {
    recalled = [.code]
    notices = notice.map { [(.code, $0)] } ?? []
  }

  /// The messages and notices for the events of one act.
  ///
  /// A decision that is taken back was on the candidate's page from the moment it was made or published, with or
  /// without a notice. So its message stays, and a further message says that it no longer holds.
  init(about events: [Event], application: Application, policy: Policy, region: String) {
    for event in events {
      switch event {
      case .submitted:
        tell(.submitted, policy.messages.submitted)
        // The candidate has answered the return, so its notice is pointless.
        recalled.append(.returned)
      case .returned(_, let note, _):
        let wanted = Self.wanted(in: application, policy: policy)
        tell(
          .returned,
          policy.messages.returned.filling(["note": note, "wanted": wanted.map { "\n" + $0 }.joined()]))
        send(.returned, policy.notices?.returned, policy, region)
      case .withdrawn:
        tell(.withdrawn, policy.messages.withdrawn)
        recalled.append(.returned)
      case .passed(let level, _) where policy.visibility(of: level) == .atOnce,
        .published(let level) where policy.visibility(of: level) != .atOnce && application[level].result == .passed:
        if level == policy.levels.last {
          tell(.regionPassed, policy.messages.regionPassed)
          send(.regionPassed, policy.notices?.regionPassed, policy, region)
        } else {
          tell(.sitePassed, policy.messages.sitePassed)
        }
      case .rejected(let level, let note, _) where policy.visibility(of: level) == .atOnce:
        tell(.rejected, policy.messages.rejected?.filling(["note": note]))
        send(.rejected, policy.notices?.rejected, policy, region)
      case .published(let level)
      where policy.visibility(of: level) != .atOnce && application[level].result == .rejected:
        tell(.rejected, policy.messages.rejected?.filling(["note": application.rejectionNote ?? ""]))
        send(.rejected, policy.notices?.rejected, policy, region)
      case .reopened(_, wasVisible: true):
        tell(.reopened, policy.messages.reopened)
        recalled += [.regionPassed, .rejected]
      case .corrected(let fields, _):
        let names = fields.map(\.label.chinese).joined(separator: "、")
        tell(.corrected, policy.messages.corrected.filling(["fields": names]))
      case .helperAllowed(let clerk, let organisation):
        let name = HelperName(clerk: clerk, organisation: organisation).text
        tell(.helperAllowed, policy.messages.helperAllowed.filling(["clerk": name]))
      case .helped(_, let clerk, let organisation, isTold: true):
        let name = HelperName(clerk: clerk, organisation: organisation).text
        tell(.helped, policy.messages.helped.filling(["clerk": name]))
        send(.helped, policy.notices?.helped, policy, region)
      case .appealed: tell(.appealed, policy.appeal?.received)
      case .appealDecided(_, let decision):
        let isGranted = decision.outcome == .granted
        let text = isGranted ? policy.appeal?.granted : policy.appeal?.upheld
        let kind = isGranted ? Message.Kind.appealGranted : .appealUpheld
        tell(kind, text?.filling(["note": decision.note]))
        if isGranted { recalled.append(.rejected) }
        send(kind, policy.notices?.appealDecided, policy, region)
      case .extended(let until, let reason):
        let text = application.state == .returned ? policy.messages.extended : policy.messages.uploadExtended
        tell(.extended, text.filling(["until": until.forPeople, "reason": reason]))
      default: break
      }
    }
  }

  private mutating func tell(_ kind: Message.Kind, _ text: String?) {
    if let text { messages.append((kind, text)) }
  }

  private mutating func send(_ kind: Message.Kind, _ text: String?, _ policy: Policy, _ region: String) {
    guard let text else { return }
    notices.append((kind, (policy.notices?.signature?.filling(["region": region]) ?? "") + text))
  }

  /// One line for each place where a picture is asked for, in the policy's order.
  private static func wanted(in application: Application, policy: Policy) -> [String] {
    policy.materials.flatMap { material in
      (1...material.maximum).compactMap { position in
        guard let note = application.slots[Place(material.id, position)]?.note else { return nil }
        let label = policy.label(of: material, at: position, for: application.applicant)?.chinese
        return "\(material.name.chinese)（\(label ?? "第 \(position) 张")）：\(note)"
      }
    }
  }
}
