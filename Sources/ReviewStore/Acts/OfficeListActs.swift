import Wording

/// The office's lists of exam sites and categories.
extension ReviewStore {
  /// The names that registrations may have.
  public func known(_ list: OfficeList) throws -> KnownNames {
    try engine.read { try $0.known(list, under: policy) }
  }

  /// Enters names in a list, all of them or none.
  ///
  /// - Parameter officer: the acting admin; nil for the office.
  /// - Throws: ``Refusal`` `already-exists` for a name that is listed already; ``InputError``.
  public func add(_ names: [String], to list: OfficeList, by officer: StaffName? = nil) throws {
    let names = try names.map { try TextRules.checked($0, list.item, atMost: TextLimits.name) }
    let now = clock()
    try engine.write { transaction in
      let actor = try self.officer(officer, for: .lists, transaction)
      for name in names {
        guard !list.names(in: policy).contains(name), try transaction.enter(name, in: list) else {
          throw Refusal(
            .alreadyExists, "The \(list.item.english) \(name) is listed already.", "\(list.item.chinese)“\(name)”已在名单中。"
          )
        }
        try transaction.record("list-add", on: "store", by: actor, after: [.listed(list, name)], at: now)
      }
    }
  }

  /// Removes a name from a list.
  ///
  /// - Throws: ``Refusal`` `not-found` when the office has not entered it, `wrong-state` while registrations or staff
  ///   have it.
  public func remove(_ name: String, from list: OfficeList, by officer: StaffName? = nil) throws {
    let now = clock()
    try engine.write { transaction in
      let actor = try self.officer(officer, for: .lists, transaction)
      let known = try transaction.known(list, under: policy).names.first { $0.name == name && $0.isEntered }
      guard let known else {
        throw Refusal(
          .notFound, "The office has not listed \(name) as a \(list.item.english).",
          "\(list.item.chinese)名单中没有“\(name)”。")
      }
      guard !known.isUsed else {
        throw Refusal(
          .wrongState, "Registrations or staff belong to \(name), so it stays in the list.",
          "已有考生或工作人员属于“\(name)”，不能删除。")
      }
      _ = try transaction.remove(name, from: list)
      try transaction.record("list-remove", on: "store", by: actor, after: [.listed(list, name)], at: now)
    }
  }

  /// Checks the site and the category of somebody who is entered one by one.
  func checkListed(_ name: String, _ list: OfficeList, _ transaction: any StoreReading) throws {
    let known = try transaction.known(list, under: policy)
    guard !known.isDeclared || known.contains(name) else {
      throw InputError.unknownName(list.item, name, known: known.examples)
    }
  }
}

extension KnownNames {
  /// The names for programs.
  public var json: JSON {
    [
      "declared": .bool(isDeclared),
      "names": .list(names.map(\.json)),
    ]
  }
}

extension KnownNames.Name {
  /// The name for programs.
  public var json: JSON {
    ["name": .string(name), "policy": .bool(isOfPolicy), "entered": .bool(isEntered), "used": .bool(isUsed)]
  }
}
