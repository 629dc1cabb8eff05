import ArgumentParser

/// `uploadprep store`: commands on the whole store.
struct StoreGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: words("Makes, checks, saves and restores the store.", "审核库的创建、检查、备份与恢复。"),
    subcommands: [
      StoreInit.self, StoreVerify.self, StoreBackup.self, StoreRestore.self, StoreDrill.self, StoreCopyCommand.self,
      StoreRewrapPictures.self, StoreSeal.self, StoreProof.self, StoreStatsCommand.self, StoreErase.self,
      StoreSites.self, StoreCategories.self,
      StoreSeparateDuties.self, StoreJoinDuties.self,
    ])
}
