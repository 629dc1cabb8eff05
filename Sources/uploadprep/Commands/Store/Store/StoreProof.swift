import ArgumentParser
import ImageKit
import ReviewStore
import Wording

/// `uploadprep store proof`
struct StoreProof: StoreCommand {
  static let configuration = CommandConfiguration(
    commandName: "proof",
    abstract: words(
      "Proves that a registration's log entries are in the sealed log.", "证明一名考生的操作日志确在已签名的日志中。"),
    discussion: words(
      "With --json it prints the proof, which can be checked without the store: Scripts/check-log-proof. Seal the log "
        + "first.",
      "加 --json 输出完整证明，无需审核库即可核验：Scripts/check-log-proof。请先用 store seal 签名。"))
  @Argument(
    help: help("The registration number, or a staff member's name.", "报名号，或工作人员用户名。", value: "reg"))
  var subject: String
  @OptionGroup var place: StoreOptions
  @OptionGroup var global: GlobalOptions
  var onlyReads: Bool { true }

  func run(on store: ReviewStore, with console: Console) throws -> ExitStatus {
    let proof = try store.logProof(of: subject)
    for proven in proof.entries {
      let entry = proven.entry
      let (place, time) = ("#\(entry.sequence)", entry.time.forPeople)
      try console.say(
        Bilingual(
          "\(place)  \(time)  \(entry.actionName.english)  \(entry.hash)",
          "\(place)  \(time)  \(entry.actionName.chinese)  \(entry.hash)"))
    }
    try console.tell(
      proof.json,
      people: console.text(
        Bilingual(
          "\(proof.subject): entries in the log of \(proof.head.time.forPeople): \(proof.entries.count). Not sealed yet: "
            + "\(proof.unsealed). Root: \(proof.head.root). Public key: \(proof.publicKey)",
          "\(proof.subject)：\(proof.head.time.forPeople) 签名的日志中有 \(proof.entries.count) 条，尚未签名 \(proof.unsealed) 条。"
            + "根哈希：\(proof.head.root)，公钥：\(proof.publicKey)")))
    return .done
  }
}
