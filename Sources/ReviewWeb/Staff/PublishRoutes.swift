import Hummingbird
import ImageKit
import ReviewStore
import Wording

/// Declaring a level's review finished, so that candidates may see its results.
struct PublishRoutes {
  let desk: Desk

  /// Adds the routes.
  func mount(on router: Router<PortalContext>) {
    router.get("/staff/publish", use: show)
    router.post("/staff/publish", use: publish)
  }

  private func show(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    return desk.pages.response(try await page(staff, context), request, context)
  }

  private func publish(_ request: Request, _ context: PortalContext) async throws -> Response {
    let staff = try context.reviewer()
    let form = try await Form(request, context, desk)
    guard let level = Level(rawValue: form["level"]), form["sure"] == "1" else { throw HTTPError(.badRequest) }
    do {
      // A form without the hash gets an empty one, which never matches what waits.
      let publication = try await desk.store.ask { try $0.publish(level, as: staff.name, seen: form["seen"]) }
      return desk.pages.response(try await page(staff, context, publication), request, context)
    } catch let refusal as Refusal where refusal.rule == .staleVersion {
      var page = try await page(staff, context)
      page.news = [News(kind: .bad, text: refusal.explanation)]
      page.status = .conflict
      return desk.pages.response(page, request, context)
    }
  }

  private func page(
    _ staff: Staff, _ context: PortalContext, _ publication: Publication? = nil
  ) async throws -> Page {
    let policy = desk.store.policy
    let language = context.language
    let own = policy.levels.filter { staff.mayAct(at: $0) }
    let unpublished = try await desk.store.ask { store in
      try Dictionary(uniqueKeysWithValues: own.map { ($0, try store.unpublished($0, as: staff.name)) })
    }
    let levels = policy.levels.map { level -> [String: Any] in
      let visibility =
        switch policy.visibility(of: level) {
        case .atOnce:
          Bilingual(
            "Candidates see its decisions as they are given. Once published, none of them can be reopened.",
            "审核结果即时可见；公布后不能再重新审核。")
        case .published: Bilingual("Candidates see its decisions once they are published.", "公布后考生可见审核结果。")
        case .final: Bilingual("Candidates see the final result only.", "考生只能看到最终审核结果。")
        }
      return [
        "id": level.rawValue, "name": level.name.text(in: language), "visibility": visibility.text(in: language),
        "mayPublish": unpublished[level] != nil && policy.declares(level),
        "others": policy.declares(level), "seen": unpublished[level]?.mark ?? "",
        "waiting": unpublished[level]?.waiting.count ?? 0, "open": unpublished[level]?.undecided.count ?? 0,
      ]
    }
    var values: [String: Any] = [
      "levels": levels, "result": false,
      "explained": Bilingual(
        "Finished means that somebody declares it. What is decided later waits for the next time.",
        "审核结束以公布为准；公布之后作出的结论，将在下次公布时可见。"
      ).text(in: language),
    ]
    if let publication {
      values["result"] = [
        "published": publication.published.count, "hasUndecided": !publication.undecided.isEmpty,
        "undecidedCount": publication.undecided.count, "undecided": publication.undecided.prefix(500).map(\.rawValue),
      ]
    }
    return Page(title: Bilingual("Publish", "公布结果"), template: "publish", values: values)
  }
}
