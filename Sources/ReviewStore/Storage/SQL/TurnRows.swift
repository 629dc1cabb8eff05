extension SQLTransaction {
  private static let replaceTurn = replacing("turn", key: "chore", "holder, until, doneAt")

  func turn(_ chore: Chore) throws -> Turn? {
    try row("SELECT holder, until, doneAt FROM turn WHERE chore = ?", [chore.rawValue]) {
      Turn(chore: chore, holder: try $0["holder"], until: try $0["until"], doneAt: try $0["doneAt"])
    }
  }

  func keep(_ turn: Turn) throws {
    try run(Self.replaceTurn, [turn.chore.rawValue, turn.holder, turn.until, turn.doneAt])
  }
}
