extension Workflow {
  /// Checks that a member of staff may see an application and its pictures.
  ///
  /// Site staff see submitted applications of their site; region staff those that have reached the region; admins all
  /// submitted ones. No member of staff sees an application that is not submitted yet.
  ///
  /// - Throws: ``Refusal`` `not-found` for an application that is not submitted, `not-your-site`, `not-your-level`,
  ///   `conflict-of-interest`.
  public static func checkLook(_ staff: Staff, at application: Application, under policy: Policy) throws(Refusal) {
    guard staff.role != .clerk else { throw .clerksOnlyUpload }
    guard staff.role.reviews else { throw .administratorsDoNotReview }
    if staff.role == .site, staff.site != application.applicant.site {
      throw .anotherSite
    }
    try checkHandedIn(application)
    guard staff.role != .region || hasReachedRegion(application, under: policy) else {
      throw Refusal(
        .notYourLevel, "This application has not come to the region yet.", "该材料尚未进入考区复审，您无权查看。")
    }
    try application.checkConflict(of: staff)
  }

  /// Checks that an application was handed in. What its candidate is still working on is not for others to see.
  static func checkHandedIn(_ application: Application) throws(Refusal) {
    guard application.state == .filling else { return }
    throw Refusal(.notFound, "This application has not been handed in yet.", "该考生尚未提交材料。")
  }

  private static func hasReachedRegion(_ application: Application, under policy: Policy) -> Bool {
    policy.levels.first == .region || application.region.result != nil || application.site.result == .passed
  }
}
