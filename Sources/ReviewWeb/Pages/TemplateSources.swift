extension Templates {
  /// The templates' texts, by name.
  static let sources: [(name: String, text: [UInt8])] = [
    ("sorry", PackageResources.sorry_mustache),
    ("sign-in", PackageResources.sign_in_mustache),
    ("first-time", PackageResources.first_time_mustache),
    ("profile", PackageResources.profile_mustache),
    ("remove", PackageResources.remove_mustache),
    ("submit", PackageResources.submit_mustache),
    ("notice", PackageResources.notice_mustache),
    ("staff-sign-in", PackageResources.staff_sign_in_mustache),
    ("password", PackageResources.password_mustache),
    ("queue", PackageResources.queue_mustache),
    ("bulk", PackageResources.bulk_mustache),
    ("review", PackageResources.review_mustache),
    ("timeline", PackageResources.timeline_mustache),
    ("stale", PackageResources.stale_mustache),
    ("publish", PackageResources.publish_mustache),
    ("registrations", PackageResources.registrations_mustache),
    ("people", PackageResources.people_mustache),
    ("policy", PackageResources.policy_mustache),
    ("notices", PackageResources.notices_mustache),
    ("statistics", PackageResources.statistics_mustache),
  ]
}
