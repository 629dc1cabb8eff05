extension Workflow {
  /// That a member of staff may look at an application and its pictures.
  ///
  /// Site staff see their own site's, from when they were handed in; region staff what has come to the region; admins
  /// what was handed in. What a candidate is still at is nobody else's to see.
  ///
  /// - Throws: ``Refusal`` `not-found` for what is not handed in, `not-your-site`, `not-your-level`.
  public static func checkLook(_ staff: Staff, at application: Application, under policy: Policy) throws(Refusal) {
    if staff.role == .site, staff.site != application.applicant.site {
      throw .anotherSite
    }
    guard application.state != .filling else {
      throw Refusal(.notFound, "This application has not been handed in yet.", "该考生尚未提交材料。")
    }
    guard staff.role != .region || hasReachedRegion(application, under: policy) else {
      throw Refusal(
        .notYourLevel, "This application has not come to the region yet.", "该材料尚未进入考区复审，您无权查看。")
    }
  }

  private static func hasReachedRegion(_ application: Application, under policy: Policy) -> Bool {
    policy.levels.first == .region || application.region.result != nil || application.site.result == .passed
  }
}
