import Testing

@testable import ReviewStore

/// Thousands of random sequences of acts, compared with ``Model``: each act must be accepted or refused as the model
/// says, and lead to the same state. A failing sequence is reduced to the acts that matter.
@Suite("Random sequences of acts", .timeLimit(.minutes(20))) struct RandomSequenceTests {
  @Test(
    "The workflow agrees with the model for any sequence of acts",
    arguments: ["shandong-2021", "tianjin-2023", "national-2023"])
  func workflow(id: String) throws {
    let policy = try Policy(yaml: TestStore.withAppeals(#require(Policy.shippedYAML(id))))
    for seed in 0..<400 {
      var random = SplitMix(seed: UInt64(seed))
      let steps = Step.opening(ofDepth: seed % 4) + (0..<60).map { _ in Step.random(using: &random) }
      if run(steps, policy) != nil {
        let short = shortened(steps) { run($0, policy) != nil }
        Issue.record("seed \(seed): \(run(short, policy)!) after \(short)")
        return
      }
    }
  }

  @Test(
    "The store holds the workflow's result of every act, and verifies after all of them",
    arguments: ["shandong-2021", "tianjin-2023", "national-2023"])
  func store(id: String) throws {
    for seed in 0..<4 {
      var random = SplitMix(seed: UInt64(seed))
      let steps = Step.opening(ofDepth: seed % 4) + (0..<60).map { _ in Step.random(using: &random) }
      let test = try TestStore(id) { TestStore.withAppeals($0) + "\nsecondLook: {share: 50%}\n" }
      try test.addStaff()
      for clerk in Step.clerks {
        try test.store.addStaff(clerk.name.rawValue, role: .clerk, organisation: clerk.organisation)
      }
      try test.enter("1", activate: false) { $0.idNumber = "110101199001010011" }
      // Checking a password takes long, so one sequence of each policy has them.
      let hasPassword = seed == 0
      if hasPassword {
        let code = try test.store.makeCode(for: "1").code
        _ = try test.store.comeIn("1", lastSix: "010011", code: code, password: "password of act -1")
      }
      var lastChange = -1
      var application = try test.application("1")
      for (index, step) in steps.enumerated() {
        if case .wait(let minutes) = step { test.wait(minutes: minutes) }
        guard var command = step.command(for: application, after: test.store.clock()) else { continue }
        command.isDrawn = try test.store.engine.read { try test.store.isDrawn(command, on: application, $0) }
        let asked = command
        let kept = Result { try test.perform(asked, on: "1", content: "\(seed) \(index)") }
        let told = Result {
          let command = test.withRealPicture(asked, content: "\(seed) \(index)")
          let now = test.store.clock()
          let events = try Workflow.decide(application, command, under: test.store.policy, at: now)
          application = Workflow.apply(events, to: application, under: test.store.policy, at: now)
        }
        // What the candidate reads changes no state, and must agree with the log.
        if index % 7 == 0 { try test.store.seeMessages(of: "1") }
        // A new password changes nothing of the application, and must agree with the log.
        if hasPassword, index % 20 == 0 {
          _ = try test.store.changePassword(
            of: "1", from: "password of act \(lastChange)", to: "password of act \(index)")
          lastChange = index
        }
        // Nor do the acts of the office that are about no application.
        if index % 11 == 0 { try test.performOfficeActs(index) }
        let rules = [kept, told].map { outcome in refusal { try outcome.get() } }
        try #require(rules[0] == rules[1], "seed \(seed), act \(index): \(step)")
        try #require(test.application("1") == application, "seed \(seed), act \(index): \(step)")
      }
      #expect(try test.store.verify().problems.isEmpty, "seed \(seed)")
    }
  }

  /// The first failure of a sequence; nil when there is none.
  private func run(_ steps: [Step], _ policy: Policy) -> String? {
    var model = Model(policy, site: "A")
    var minutes = 0
    let applicant = Applicant(registration: "1", site: "A", category: "临床执业医师", profileComplete: true)
    var application = Application(applicant: applicant, since: Moment(milliseconds: 0))
    for step in steps {
      if case .wait(let time) = step { minutes += time }
      let now = Moment(milliseconds: Int64(minutes) * 60_000)
      let expected = step.perform(on: &model, at: minutes)
      guard let command = step.command(for: application, after: Moment(milliseconds: 0)) else { continue }
      var found: Refusal.Rule?
      do throws(Refusal) {
        let events = try Workflow.decide(application, command, under: policy, at: now)
        application = Workflow.apply(events, to: application, under: policy, at: now)
      } catch {
        found = error.rule
      }
      if found != expected { return "\(step): \(String(describing: found)) instead of \(String(describing: expected))" }
      if let difference = difference(application, model, policy) { return "\(step): \(difference)" }
      if let broken = Invariants.broken(by: application, under: policy, at: now).first { return "\(step): \(broken)" }
    }
    return nil
  }

  private func difference(_ application: Application, _ model: Model, _ policy: Policy) -> String? {
    if application.state != model.state { return "state \(application.state) instead of \(model.state)" }
    if application.version != model.version { return "version \(application.version) instead of \(model.version)" }
    if application.reactBy != model.reactBy.map({ Moment(milliseconds: Int64($0) * 60_000) }) { return "reactBy" }
    if application.appealBy != model.rejection?.appealUntil.map({ Moment(milliseconds: Int64($0) * 60_000) }) {
      return "appealBy"
    }
    if application.appeal?.decision?.outcome != model.appeal?.outcome
      || (application.appeal == nil) != (model.appeal == nil)
    {
      return "appeal"
    }
    let open = application.secondLooks.filter(\.isOpen)
    if open.map(\.version) != model.looks.map(\.version) || open.map(\.firstDecider) != model.looks.map(\.by)
      || application.secondLooks.count(where: { $0.second != nil }) != model.looksGiven
    {
      return "second looks"
    }
    if Set(application.conflicts.keys) != model.conflicts { return "conflicts" }
    if application.helper?.clerk != model.helper?.clerk
      || application.helper?.toldAt != model.helper?.toldAt.map({ Moment(milliseconds: Int64($0) * 60_000) })
    {
      return "helper \(String(describing: application.helper)) instead of \(String(describing: model.helper))"
    }
    if application.applicant.returning != model.returning { return "returning" }
    if application.site.result != model.results[.site] || application.region.result != model.results[.region] {
      return "results"
    }
    for material in ["identity", "education"] as [MaterialID] {
      for position in 1...4 {
        let place = Place(material, position)
        let found = application.slots[place]?.picture == nil ? nil : application.pictureState(at: place, under: policy)
        let modelled = model.places[Model.key(material, position)]
        let expected = modelled.flatMap { $0.filled ? $0.state : nil }
        let clerk = application.slots[place]?.broughtBy
        if clerk != modelled?.by { return "\(material)/\(position) is by \(clerk?.rawValue ?? "the candidate")" }
        if found != expected {
          return "\(material)/\(position) is \(String(describing: found)) instead of \(String(describing: expected))"
        }
      }
    }
    return nil
  }

  /// The shortest failing sequence that is found by removing acts.
  private func shortened(_ steps: [Step], _ fails: ([Step]) -> Bool) -> [Step] {
    var steps = steps
    var length = steps.count / 2
    while length > 0 {
      var start = 0
      while start < steps.count {
        let without = Array(steps[..<start] + steps[min(start + length, steps.count)...])
        if fails(without) { steps = without } else { start += length }
      }
      length /= 2
    }
    return steps
  }
}

extension TestStore {
  /// The application as stored.
  fileprivate func application(_ number: RegistrationNumber) throws -> Application {
    try store.engine.read { try store.load(number, $0).application }
  }

  private func bytes(_ content: String) -> [UInt8] { [0xFF, 0xD8, 0xFF, 0xFE] + Array(content.utf8) }

  /// The command with the hash of actual content, if it uploads a picture.
  fileprivate func withRealPicture(_ command: Command, content: String) -> Command {
    guard command.act.bringsPicture else { return command }
    let bytes = bytes(content)
    let picture = StoredPicture(
      sha256: Digest(of: bytes), bytes: bytes.count, width: 400, height: 300)
    var real = command
    switch command.act {
    case .upload(let material, let position, _):
      real.act = .upload(material: material, position: position, picture: picture)
    case .adjust(let place, let shown, _): real.act = .adjust(place, showing: shown, picture: picture)
    default: break
    }
    return real
  }

  /// Performs a command on the store itself.
  fileprivate func perform(_ command: Command, on number: RegistrationNumber, content: String) throws {
    let person: Person =
      switch command.actor {
      case .staff(let staff): .staff(staff.name)
      case .clerk(let clerk): .clerk(clerk.name)
      case .candidate, .office: .candidate
      }
    let staged = try store.files.stage(bytes(content))
    defer { staged.release() }
    try store.perform(
      withRealPicture(command, content: content).act, on: number, by: person, version: command.version,
      placing: command.act.bringsPicture ? staged : nil)
  }
}

extension Command.Act {
  /// Whether the act stores a picture.
  fileprivate var bringsPicture: Bool {
    switch self {
    case .upload, .adjust: true
    default: false
    }
  }
}

extension TestStore {
  /// Codes in bulk, an export, a change of a list, and a preview.
  fileprivate func performOfficeActs(_ number: Int) throws {
    try #require(store.makeCodes(RosterFilter(), sending: store.policy.notices != nil).refused.count <= 1)
    try store.exportRoster(RosterFilter(), as: .csv, in: .chinese) { _ in }
    try store.add(["\(number) 号考点"], to: .sites)
    if number % 2 == 0 { try store.remove("\(number) 号考点", from: .sites) }
    _ = try store.previewImport(Array("报名号,姓名,报考类别,考点\n1,测试考生,临床执业医师,A\n".utf8), updating: true, by: "boss")
  }
}

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
    let picture = StoredPicture(sha256: Digest(String(repeating: "0", count: 64)), bytes: 1000, width: 400, height: 300)
    let upload = Command(.upload(material: "identity", position: nil, picture: picture), by: .candidate)
    let submit = [Command(.activate, by: .candidate), upload, upload, Command(.submit, by: .candidate)]
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
    switch Int.random(in: 0..<70, using: &random) {
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
    case 66..<70:
      let fault = SecondLook.Fault(material: material, reason: SecondLook.Fault.other, note: "不清楚")
      return byStaff(
        .secondLook(
          [
            SecondLook.Verdict(.passed), SecondLook.Verdict(.returned, [fault]), SecondLook.Verdict(.returned),
          ].randomElement(using: &random)!))
    case 53..<55:
      let kind = Conflict.Kind.allCases.randomElement(using: &random)!
      return byStaff(.declareConflict(of: staff.randomElement(using: &random)!.name, kind, reason: "亲属"))
    case 55..<57: return byStaff(.withdrawConflict(of: staff.randomElement(using: &random)!.name))
    case 50..<53: return .act(Command(.adjust(place, showing: nil, picture: picture), by: .candidate))
    case 57..<59:
      let clerk = clerks.randomElement(using: &random)!
      return .act(Command(.allowHelper(clerk.name, organisation: "测试医院"), by: .candidate))
    case 59: return .act(Command(.revokeHelper, by: .candidate))
    case 60..<66:
      let acts: [Command.Act] = [
        .upload(material: material, position: Bool.random(using: &random) ? position : nil, picture: picture),
        .upload(material: material, position: nil, picture: picture), .remove(place),
        .adjust(place, showing: nil, picture: picture), .submit,
      ]
      return .act(
        Command(acts.randomElement(using: &random)!, by: .clerk(clerks.randomElement(using: &random)!)))
    case 38: return .act(Command(.publish(Bool.random(using: &random) ? .site : .region), by: .staff(staff[4])))
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
    case .remove(let place): return model.remove(place.material, place.position, maximum: Self.maxima[place.material]!)
    case .submit: return model.submit()
    case .appeal: return model.fileAppeal(now)
    case .allowHelper(let clerk, _): return model.allow(clerk)
    case .revokeHelper: return model.revoke()
    default: return nil
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood): the same numbers from the same seed on every machine.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
