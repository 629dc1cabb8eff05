import Wording

/// Conditions that hold for every application at every time.
enum Invariants {
  /// The conditions that an application violates, one sentence for each.
  static func broken(by application: Application, under policy: Policy, at now: Moment) -> [Bilingual] {
    var broken: [Bilingual] = []
    func require(_ holds: Bool, _ english: @autoclosure () -> String, _ chinese: @autoclosure () -> String) {
      if !holds { broken.append(Bilingual(english(), chinese())) }
    }

    for (place, slot) in application.slots {
      let (english, chinese) = ("\(place.material)/\(place.position)", policy.name(of: place).chinese)
      guard let material = policy.material(place.material) else {
        broken.append(
          Bilingual("the policy knows no material \(place.material)", "考区规则中没有材料 \(place.material)"))
        continue
      }
      require(
        (1...material.maximum).contains(place.position), "\(place.material) has no position \(place.position)",
        "\(chinese)超出该材料的张数")
      if let picture = slot.picture {
        let rules = policy.pictures(of: place.material)
        require(
          picture.bytes <= rules.bytes.maximum ?? .max, "\(english) is too large", "\(chinese)文件过大")
        require(
          min(picture.width, picture.height) >= rules.pixels.shortSide.minimum ?? 0, "\(english) is too small",
          "\(chinese)尺寸过小")
      }
    }
    let hasPictures = application.slots.values.contains { $0.picture != nil }
    // Pictures carried over from last year do not submit the application by themselves.
    let hasBroughtPictures = application.slots.values.contains { $0.picture != nil && !$0.kept }
    let isDecided = ![.filling, .submitted].contains(application.state)
    let isPassed = application.state == .regionPassed || ApplicationState.stages.contains(application.state)

    require(
      application.activated || application.state == .filling, "it was handed in by nobody who came in", "尚未激活却已提交")
    require(
      application.activated || application.slots.values.allSatisfy { $0.picture == nil || $0.kept },
      "it holds pictures, and nobody has come in", "尚未激活却已有图片")
    if application.state == .submitted || application.state == .sitePassed, policy.handingIn == .explicit {
      require(policy.missing(in: application).isEmpty, "it was handed in incomplete", "材料不齐却已提交")
    }
    if policy.handingIn == .automatic {
      require(
        application.state != .filling || !hasBroughtPictures, "it holds pictures and is not handed in", "已有图片却未提交")
      require(application.state != .submitted || hasPictures, "it is handed in without pictures", "没有图片却已提交")
    }
    if isPassed || application.state == .sitePassed {
      require(policy.missing(in: application).isEmpty, "it was passed incomplete", "材料不齐却已通过")
    }
    if isPassed {
      require(
        application.slots.values.allSatisfy { $0.picture == nil || $0.mark == .accepted },
        "it was passed with a picture that nobody accepted", "已通过，但有图片未经审核通过")
    }
    require(
      isPassed == (application[policy.levels.last!].result == .passed), "the last level's pass and the state differ",
      "最后一级审核结果与状态不一致")
    if application.state == .sitePassed {
      require(policy.levels.count == 2 && application.site.result == .passed, "no site passed it", "考点并未审核通过")
    }
    if policy.levels.count == 2, application.region.result != nil {
      require(application.site.result == .passed, "the region decided before the site had passed it", "考点通过之前考区已作出审核决定")
    }
    let returns = [application.site, application.region].count { $0.result == .returned }
    require((application.state == .returned) == (returns == 1), "the return and the state differ", "退回与状态不一致")
    let rejections = [application.site, application.region].count { $0.result == .rejected }
    require((application.state == .rejected) == (rejections == 1), "the rejection and the state differ", "拒绝与状态不一致")
    require(
      (application.rejectedBy != nil) == (application.state == .rejected),
      "the rejection names nobody, or there is none",
      "拒绝人与状态不一致")
    require(
      isDecided || (application.site.result == nil && application.region.result == nil), "a result without decision",
      "未作审核决定却有结果")
    require(
      application.claim == nil || policy.level(reviewing: application.state) != nil, "it is held and waits for nobody",
      "已被领取，但并不在待审核之列")
    return broken
  }
}
