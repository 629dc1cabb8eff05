extension Workflow.Decision {
  /// Uploads a picture for a material.
  func upload(_ id: MaterialID, _ position: Int?, _ picture: StoredPicture?) throws(Refusal) -> [Event] {
    let material = try material(id)
    // Locks are checked before positions, so that a locked application refuses every position in the same way.
    let isLocked = application.isLocked(under: policy)
    if let position, !isLocked { try checkPosition(position, of: material) }
    try checkActivated()
    try checkVersion()
    guard !isLocked else { throw locked() }
    let place =
      if let position { try namedPlace(position, of: material) } else { try nextPlace(in: material) }
    guard let picture else { return [] }
    let uploaded = Event.uploaded(place, picture, replaced: application.slots[place]?.picture)
    return submitsAutomatically(afterFilling: [place]) ? [uploaded, .submitted] : [uploaded]
  }

  /// The place at a given position, if it can take a picture.
  private func namedPlace(_ position: Int, of material: MaterialRule) throws(Refusal) -> Place {
    let place = Place(material.id, position)
    guard application.isChangeable(at: place, under: policy) else { throw locked() }
    try checkWindow()
    if let slot = application.slots[place], slot.picture != nil, !isAskedFor(slot) {
      throw Refusal(
        .alreadyExists, "There is a picture at this position already. Remove it first.", "该位置已有图片，请先删除再上传。")
    }
    return place
  }

  /// The first place where a picture is asked for, else the lowest free one.
  private func nextPlace(in material: MaterialRule) throws(Refusal) -> Place {
    let places = (1...material.maximum).map { Place(material.id, $0) }
    let wanted = places.first { application.slots[$0].map(isAskedFor) ?? false }
    let free = places.first {
      application.slots[$0]?.picture == nil && application.isChangeable(at: $0, under: policy)
    }
    let open = places.contains { application.isChangeable(at: $0, under: policy) }
    if !open, application.isOpenOnlyWhereWanted(under: policy) { throw locked() }
    try checkWindow()
    if let place = wanted ?? free { return place }
    guard application.pictureCounts[material.id, default: 0] >= material.maximum else { throw locked() }
    throw Refusal(
      .full,
      "\(material.name.english) takes \(material.maximum) picture\(material.maximum == 1 ? "" : "s") and has them all. "
        + "Remove one first.",
      "\(material.name.chinese)最多上传 \(material.maximum) 张图片，已达上限；如需更换，请先删除。")
  }

  /// Whether a return has asked the candidate for a picture at a place.
  private func isAskedFor(_ slot: Slot) -> Bool { application.state == .returned && slot.isWanted }

  /// Whether an upload submits the application automatically.
  private func submitsAutomatically(afterFilling places: [Place]) -> Bool {
    guard policy.handingIn == .automatic else { return false }
    switch application.state {
    case .filling: return true
    case .returned:
      return application.slots.allSatisfy { other, slot in
        places.contains(other) || !(slot.isWanted || (slot.opened && slot.picture == nil))
      }
    default: return false
    }
  }

  /// Replaces a picture by another of the same photo.
  func adjust(_ place: Place, _ shown: Digest?, _ picture: StoredPicture?) throws(Refusal) -> [Event] {
    let present = try changeablePicture(at: place, showing: shown)
    guard let picture, picture != present else { return [] }
    let uploaded = Event.uploaded(place, picture, replaced: present)
    return submitsAutomatically(afterFilling: [place]) ? [uploaded, .submitted] : [uploaded]
  }

  /// Exchanges two pictures of a material.
  func exchange(_ place: Place, _ position: Int, _ shown: [Digest]) throws(Refusal) -> [Event] {
    let other = Place(place.material, position)
    let first = try changeablePicture(at: place, showing: shown.first)
    let second = try changeablePicture(at: other, showing: shown.dropFirst().first)
    guard first != second else { return [] }
    let exchanged = Event.exchanged([place: second, other: first])
    return submitsAutomatically(afterFilling: [place, other]) ? [exchanged, .submitted] : [exchanged]
  }

  /// The picture at a place, if the candidate may replace or remove it.
  ///
  /// - Parameter shown: the picture that the candidate saw; nil accepts any.
  private func changeablePicture(at place: Place, showing shown: Digest? = nil) throws(Refusal) -> StoredPicture {
    let material = try material(place.material)
    let isLocked = application.isLocked(under: policy)
    let picture = application.slots[place]?.picture
    if !isLocked {
      try checkPosition(place.position, of: material)
      if picture == nil { throw .noPicture }
    }
    try checkActivated()
    try checkVersion()
    guard !isLocked, let picture else { throw locked() }
    try checkPicture(picture, is: shown)
    guard application.isChangeable(at: place, under: policy) else { throw locked() }
    try checkWindow()
    return picture
  }

  /// Removes a picture.
  func remove(_ place: Place) throws(Refusal) -> [Event] {
    let picture = try changeablePicture(at: place)
    let isLast = application.slots.allSatisfy { $0.key == place || $0.value.picture == nil }
    let empties = policy.handingIn == .automatic && application.state == .submitted && isLast
    return empties ? [.removed(place, picture), .emptied] : [.removed(place, picture)]
  }

  /// Submits the application.
  func submit() throws(Refusal) -> [Event] {
    try checkActivated()
    try checkVersion()
    guard policy.handingIn == .explicit else {
      throw Refusal(
        .wrongState, "Here every upload is handed in by itself; there is nothing to submit.", "本考区上传后自动提交，无需再次提交审核。")
    }
    guard application.state == .filling || application.state == .returned else { throw wrongState() }
    var obstacles: [Refusal] = []
    do throws(Refusal) { try checkWindow() } catch { obstacles.append(error) }
    if policy.personalDetailsRequired, !application.applicant.profileComplete {
      obstacles.append(.detailsMissing)
    }
    let missing = policy.missing(in: application)
    if !missing.isEmpty {
      obstacles.append(Refusal(.incomplete, "Pictures are missing.", "材料不完整，请补充后再提交。", reasons: missing))
    }
    guard let first = obstacles.first else { return [.submitted] }
    let reasons = obstacles.flatMap { obstacle in
      obstacle.reasons.isEmpty ? [Refusal.Reason(obstacle.code, obstacle.explanation)] : obstacle.reasons
    }
    throw Refusal(first.rule, first.explanation.english, first.explanation.chinese, reasons: reasons)
  }

  /// Puts last year's pictures at empty places. Where the material must be uploaded anew, they become former pictures
  /// instead.
  func carryOver(_ pictures: [Place: StoredPicture]) throws(Refusal) -> [Event] {
    guard let rule = policy.carryOver else { throw .noCarryOver }
    guard application.state == .filling else { throw wrongState() }
    return pictures.sorted { $0.key < $1.key }.compactMap { place, picture in
      guard let material = policy.material(place.material), (1...material.maximum).contains(place.position) else {
        return nil
      }
      let slot = application.slots[place]
      if slot?.picture == nil, !rule.anew.contains(material.id) { return .carriedOver(place, picture) }
      return slot?.kept == true || application.former[place] != nil ? nil : .remembered(place, picture)
    }
  }

  /// The refusal of a change to a locked picture.
  private func locked() -> Refusal {
    Refusal(
      .locked, "This is locked and cannot be changed. Only a return by a reviewer unlocks it.",
      "内容已锁定，无法修改；只有审核人员退回后才能更改。")
  }
}
