import ReviewStore
import Wording

// Remedies for the store's errors as this command offers them: subcommands and options.

extension InputError {
  /// The explanation, with the option that gives what is missing.
  var explanationWithOption: Bilingual {
    self == .missingSite
      ? Bilingual("Missing: site, for a site reviewer (--site).", "缺少：考点（考点审核人员须用 --site 指定考点）。") : explanation
  }
}

extension StoreError.Remedy {
  func words(after explanation: Bilingual) -> Bilingual {
    switch self {
    case .makeStore:
      explanation.continued(
        " Make one with `store init`, or name it with --store.", "，请先用 `store init` 创建，或用 --store 指定。")
    case .repair:
      explanation.continued(
        " Run `store verify --repair` when they have finished.", "；请在其结束后运行 `store verify --repair`。")
    case .giveUpCopy:
      explanation.continued(
        " To give the copy up, run `store copy --give-up`.", "；如要放弃复制，请运行 `store copy --give-up`。")
    case .makeKey:
      explanation.continued(
        " Make one with `head -c 32 /dev/urandom >FILE`", "，可用 `head -c 32 /dev/urandom >文件` 生成。")
    }
  }
}

extension Refusal.Remedy {
  func words(after explanation: Bilingual) -> Bilingual {
    switch self {
    case .listMaterials: explanation.continued(" `materials` lists them.", "，可用 `materials` 查看材料列表。")
    }
  }
}

extension Bilingual {
  /// A second English sentence; in Chinese the same sentence goes on.
  fileprivate func continued(_ english: String, _ chinese: String) -> Bilingual {
    Bilingual(self.english + english, String(self.chinese.dropLast()) + chinese)
  }
}
