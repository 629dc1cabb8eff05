import Foundation

/// What is to be told because of some events: the words come from the policy.
struct Correspondence {
  /// Messages for the candidate's page.
  var messages: [(kind: Message.Kind, text: String)] = []
  /// Notices to be sent.
  var notices: [(kind: Message.Kind, text: String)] = []
  /// Kinds of notices that, if they have not gone out yet, shall not; with what to write if it is too late.
  var recalled: [(kind: Message.Kind, otherwise: (kind: Message.Kind, text: String))] = []

  /// What events of one act call for.
  init(about events: [Event], application: Application, policy: Policy, region: String) {
    for event in events {
      switch event {
      case .submitted: tell(.submitted, policy.messages.submitted)
      case .returned(_, let note, _):
        let wanted = Self.wanted(in: application, policy: policy)
        tell(
          .returned,
          policy.messages.returned.filling(["note": note, "wanted": wanted.map { "\n" + $0 }.joined()]))
        send(.returned, policy.notices?.returned, policy, region)
      case .withdrawn: recalled.append((.returned, (.withdrawn, policy.messages.withdrawn)))
      case .passed(let level, _) where policy.visibility(of: level) == .atOnce,
        .published(let level) where policy.visibility(of: level) != .atOnce && application[level].result == .passed:
        if level == policy.levels.last {
          tell(.regionPassed, policy.messages.regionPassed)
          send(.regionPassed, policy.notices?.regionPassed, policy, region)
        } else {
          tell(.sitePassed, policy.messages.sitePassed)
        }
      case .rejected(let level, let note) where policy.visibility(of: level) == .atOnce:
        tell(.rejected, policy.messages.rejected?.filling(["note": note]))
        send(.rejected, policy.notices?.rejected, policy, region)
      case .published(let level)
      where policy.visibility(of: level) != .atOnce && application[level].result == .rejected:
        tell(.rejected, policy.messages.rejected?.filling(["note": ""]))
        send(.rejected, policy.notices?.rejected, policy, region)
      case .reopened(_, wasVisible: true):
        recalled.append((.regionPassed, (.reopened, policy.messages.reopened)))
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

  /// One line for every place that is asked for, in the policy's order.
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

extension String {
  /// The text with `{name}` replaced by values.
  func filling(_ values: [String: String]) -> String {
    values.reduce(self) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
  }
}
