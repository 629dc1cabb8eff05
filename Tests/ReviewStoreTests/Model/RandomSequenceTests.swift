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
      try test.collectLeftObjects()
      #expect(try test.store.verify().problems == [], "seed \(seed)")
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
    let staged = try store.pictures.stage(bytes(content))
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
