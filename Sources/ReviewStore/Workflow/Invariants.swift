/// What must hold of every application at every moment, whatever has been done to it.
enum Invariants {
  /// The rules that an application breaks, in words; none when all is well.
  static func broken(by application: Application, under policy: Policy, at now: Moment) -> [String] {
    var broken: [String] = []
    func require(_ holds: Bool, _ words: @autoclosure () -> String) { if !holds { broken.append(words()) } }

    for (place, slot) in application.slots {
      guard let material = policy.material(place.material) else {
        broken.append("the policy knows no material \(place.material)")
        continue
      }
      require((1...material.maximum).contains(place.position), "\(place.material) has no position \(place.position)")
      if let picture = slot.picture {
        require(picture.bytes <= policy.pictures.limits.maxBytes, "\(place.material)/\(place.position) is too large")
        require(
          min(picture.width, picture.height) >= policy.pictures.limits.minShortSide,
          "\(place.material)/\(place.position) is too small")
      }
    }
    let hasPictures = application.slots.values.contains { $0.picture != nil }
    // What was carried over from last year is not handed in before the candidate brings something.
    let hasBroughtPictures = application.slots.values.contains { $0.picture != nil && !$0.kept }
    let isDecided = ![.filling, .submitted].contains(application.state)
    let isPassed = [.regionPassed, .payment, .preparing, .passed, .failed].contains(application.state)

    require(application.activated || application.state == .filling, "it was handed in by nobody who came in")
    require(
      application.activated || application.slots.values.allSatisfy { $0.picture == nil || $0.kept },
      "it holds pictures, and nobody has come in")
    if application.state == .submitted || application.state == .sitePassed, policy.handingIn == .explicit {
      require(policy.missing(in: application).isEmpty, "it was handed in incomplete")
    }
    if policy.handingIn == .automatic {
      require(application.state != .filling || !hasBroughtPictures, "it holds pictures and is not handed in")
      require(application.state != .submitted || hasPictures, "it is handed in without pictures")
    }
    if isPassed || application.state == .sitePassed {
      require(policy.missing(in: application).isEmpty, "it was passed incomplete")
    }
    if isPassed {
      require(
        application.slots.values.allSatisfy { $0.picture == nil || $0.mark == .accepted },
        "it was passed with a picture that nobody accepted")
    }
    require(
      isPassed == (application[policy.levels.last!].result == .passed), "the last level's pass and the state differ")
    if application.state == .sitePassed {
      require(policy.levels.count == 2 && application.site.result == .passed, "no site passed it")
    }
    if policy.levels.count == 2, application.region.result != nil {
      require(application.site.result == .passed, "the region decided before the site had passed it")
    }
    let returns = [application.site, application.region].count { $0.result == .returned }
    require((application.state == .returned) == (returns == 1), "the return and the state differ")
    let rejections = [application.site, application.region].count { $0.result == .rejected }
    require((application.state == .rejected) == (rejections == 1), "the rejection and the state differ")
    require(
      isDecided || (application.site.result == nil && application.region.result == nil), "a result without decision")
    require(
      application.claim == nil || policy.level(reviewing: application.state) != nil, "it is held and waits for nobody")
    return broken
  }
}
