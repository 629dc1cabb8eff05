@testable import ReviewStore

/// One random act.
enum Step: CustomStringConvertible {
  case act(Command)
  case wait(Int)

  static let maxima: [MaterialID: Int] = ["identity": 2, "education": 4]
  private static let staff = [
    Staff(name: "a", role: .site, site: "A"), Staff(name: "a2", role: .site, site: "A"),
    Staff(name: "b", role: .site, site: "B"), Staff(name: "r", role: .region), Staff(name: "boss", role: .admin),
  ]

  static let clerks = ["k1", "k2"].map { name in
    var clerk = Staff(name: StaffName(name), role: .clerk)
    clerk.organisation = "测试医院"
    return clerk
  }

  var command: Command? { if case .act(let command) = self { command } else { nil } }

  /// The command for an application as it is: a correction names a field only if it differs, and a time to react counts
  /// from a start.
  func command(for application: Application, after start: Moment) -> Command? {
    guard var command else { return nil }
    switch command.act {
    case .correct(let fields, let wish):
      var applicant = application.applicant
      applicant.returning = wish.returning
      command.act = .correct(applicant == application.applicant ? [] : fields, applicant)
    case .extend(let until, let reason):
      command.act = .extend(until: start.adding(seconds: Int(until.milliseconds / 1000)), reason: reason)
    default: break
    }
    return command
  }

  var description: String {
    switch self {
    case .act(let command): "\(command.act.name)(\(command.act)) by \(command.actor.name)"
    case .wait(let minutes): "wait \(minutes)"
    }
  }

  /// Acts that lead to a deep state, which random acts alone seldom reach: submitted, passed by the site, passed by
  /// the region.
  static func opening(ofDepth depth: Int) -> [Step] {
    let uploads = ["0", "1"].map { digit in
      let sha256 = Digest(String(repeating: digit, count: 64))
      let picture = StoredPicture(sha256: sha256, bytes: 1000, width: 400, height: 300)
      return Command(.upload(material: "identity", position: nil, picture: picture), by: .candidate)
    }
    let submit = [Command(.activate, by: .candidate)] + uploads + [Command(.submit, by: .candidate)]
    let accept = [1, 2].map { Command(.accept(Place("identity", $0)), by: .staff(staff[0])) }
    let passes = [submit, accept + [Command(.pass, by: .staff(staff[0]))], [Command(.pass, by: .staff(staff[3]))]]
    return passes.prefix(depth).joined().map { .act($0) }
  }

  static func random(using random: inout SplitMix) -> Step {
    let material: MaterialID = Bool.random(using: &random) ? "identity" : "education"
    let position = Int.random(
      in: 1...(maxima[material]! + (Int.random(in: 0..<10, using: &random) == 0 ? 1 : 0)), using: &random)
    let place = Place(material, position)
    let digits = String(random.next(), radix: 16)
    let picture = StoredPicture(
      sha256: Digest(String(repeating: "0", count: 64 - digits.count) + digits), bytes: 1000, width: 400, height: 300)
    let version = Int.random(in: 0..<12, using: &random) == 0 ? Int.random(in: 1...20, using: &random) : nil
    func byStaff(_ act: Command.Act) -> Step {
      var command = Command(act, by: .staff(staff.randomElement(using: &random)!), version: version)
      command.isDrawn = Bool.random(using: &random)
      return .act(command)
    }
    switch Int.random(in: 0..<73, using: &random) {
    case 0..<2: return .act(Command(.activate, by: .candidate))
    case 2..<11:
      let named = Bool.random(using: &random) ? position : nil
      return .act(Command(.upload(material: material, position: named, picture: picture), by: .candidate))
    case 11..<13: return .act(Command(.remove(place), by: .candidate))
    case 13..<18: return .act(Command(.submit, by: .candidate))
    case 18: return byStaff(.claim)
    case 19: return byStaff(.release)
    case 20..<26: return byStaff(.accept(place))
    case 26..<29: return byStaff(.want(place, note: "请更换"))
    case 29: return byStaff(.return(note: "请更换"))
    case 30: return byStaff(.returnWanting(material, note: "请更换"))
    case 31: return byStaff(.withdraw)
    case 32: return byStaff(.reject(note: "不符合"))
    case 33: return byStaff(.reopen)
    case 34..<38: return byStaff(.pass)
    case 38: return .act(Command(.publish(Bool.random(using: &random) ? .site : .region), by: .staff(staff[4])))
    case 40..<42:
      var applicant = Applicant(registration: "1", site: "A", category: "临床执业医师", profileComplete: true)
      applicant.returning = Bool.random(using: &random)
      return byStaff(.correct([.returning], applicant))
    case 42: return byStaff(.showIdentity)
    case 43:
      let until = Moment(milliseconds: Int64(Int.random(in: 0..<6000, using: &random)) * 60_000)
      return byStaff(.extend(until: until, reason: "维护"))
    case 44..<46: return .act(Command(.appeal("请复核"), by: .candidate))
    case 46..<48: return byStaff(.decideAppeal(Bool.random(using: &random) ? .granted : .upheld, note: "复核"))
    case 48: return byStaff(.reject(note: "不符合"))
    case 49:
      let places = [Place("identity", 1), Place("identity", 2)] + (1...4).map { Place("education", $0) }
      return byStaff(.acceptAll(seen: Bool.random(using: &random) ? places : [place]))
    case 50..<53: return .act(Command(.adjust(place, showing: nil, picture: picture), by: .candidate))
    case 53..<55:
      let kind = Conflict.Kind.allCases.randomElement(using: &random)!
      return byStaff(.declareConflict(of: staff.randomElement(using: &random)!.name, kind, reason: "亲属"))
    case 55..<57: return byStaff(.withdrawConflict(of: staff.randomElement(using: &random)!.name))
    case 57..<59:
      let clerk = clerks.randomElement(using: &random)!
      return .act(Command(.allowHelper(clerk.name, organisation: "测试医院"), by: .candidate))
    case 59: return .act(Command(.revokeHelper, by: .candidate))
    case 60..<66:
      let acts: [Command.Act] = [
        .upload(material: material, position: Bool.random(using: &random) ? position : nil, picture: picture),
        .upload(material: material, position: nil, picture: picture), .remove(place),
        .adjust(place, showing: nil, picture: picture), .exchange(place, with: 1, showing: []), .submit,
      ]
      return .act(
        Command(acts.randomElement(using: &random)!, by: .clerk(clerks.randomElement(using: &random)!)))
    case 70..<73:
      let other = Int.random(in: 1...maxima[material]!, using: &random)
      return .act(Command(.exchange(place, with: other, showing: []), by: .candidate))
    case 66..<70:
      let fault = SecondLook.Fault(material: material, reason: SecondLook.Fault.other, note: "不清楚")
      return byStaff(
        .secondLook(
          [
            SecondLook.Verdict(.passed), SecondLook.Verdict(.returned, [fault]), SecondLook.Verdict(.returned),
          ].randomElement(using: &random)!))
    default: return .wait(Int.random(in: 5...40, using: &random))
    }
  }

  /// Performs the step on the model; returns the refusal that the rules require.
  func perform(on model: inout Model, at now: Int) -> Refusal.Rule? {
    guard case .act(let command) = self else { return nil }
    let seen = command.version
    if case .clerk(let clerk) = command.actor {
      let isPicture = command.act != .submit
      return model.help(clerk.name, at: now, isPicture: isPicture) { perform(command.act, on: &$0, at: now) }
    }
    guard case .staff(let staff) = command.actor else { return perform(command.act, on: &model, at: now) }
    switch command.act {
    case .claim: return model.claim(staff, now, seen)
    case .release: return model.release(staff, now, seen)
    case .accept(let place):
      return model.mark(
        place.material, place.position, wanted: false, maximum: Self.maxima[place.material]!, staff, now, seen)
    case .want(let place, _):
      return model.mark(
        place.material, place.position, wanted: true, maximum: Self.maxima[place.material]!, staff, now, seen)
    case .return: return model.decide(.returned, staff, now, seen, isDrawn: command.isDrawn)
    case .returnWanting(let material, _):
      return model.giveBack(
        wanting: material, maximum: Self.maxima[material]!, staff, now, seen, isDrawn: command.isDrawn)
    case .reject: return model.decide(.rejected, staff, now, seen, isDrawn: command.isDrawn)
    case .pass: return model.decide(.passed, staff, now, seen, isDrawn: command.isDrawn)
    case .secondLook(let verdict): return model.lookAgain(verdict, staff, seen)
    case .withdraw: return model.takeBack(withdraw: true, staff, now, seen)
    case .reopen: return model.takeBack(withdraw: false, staff, now, seen)
    case .correct(_, let applicant): return model.correct(returning: applicant.returning, staff, now, seen)
    case .decideAppeal(let outcome, _): return model.decideAppeal(outcome, staff, now, seen)
    case .acceptAll(let places):
      return model.acceptAll(places.map { Model.key($0.material, $0.position) }, staff, now, seen)
    case .showIdentity: return model.showIdentity(staff, now, seen)
    case .extend(let until, _): return model.extend(to: Int(until.milliseconds / 60_000), staff, now, seen)
    case .declareConflict(let name, _, _): return model.declareConflict(of: name, staff, seen)
    case .withdrawConflict(let name): return model.withdrawConflict(of: name, staff, seen)
    case .publish(let level):
      model.publish(level, now)
      return nil
    default: return nil
    }
  }

  private func perform(_ act: Command.Act, on model: inout Model, at now: Int) -> Refusal.Rule? {
    switch act {
    case .activate:
      model.activated = true
      return nil
    case .upload(let material, let position, _):
      return model.upload(material, position, maximum: Self.maxima[material]!)
    case .adjust(let place, _, _):
      return model.adjust(place.material, place.position, maximum: Self.maxima[place.material]!)
    case .exchange(let place, let other, _):
      return model.exchange(place.material, place.position, other, maximum: Self.maxima[place.material]!)
    case .remove(let place): return model.remove(place.material, place.position, maximum: Self.maxima[place.material]!)
    case .submit: return model.submit()
    case .appeal: return model.fileAppeal(now)
    case .allowHelper(let clerk, _): return model.allow(clerk)
    case .revokeHelper: return model.revoke()
    default: return nil
    }
  }
}
