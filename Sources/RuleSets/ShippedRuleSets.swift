extension RuleSet {
  /// The ids of the built-in rule sets.
  public static let shippedIDs = [
    "licensing", "nurses", "teachers", "civil-service", "adult-exam", "adult-exam-papers", "ncre", "self-study",
    "id-portrait", "india-photo", "india-signature",
  ]

  /// The YAML text of a built-in rule set; nil when there is none of that id.
  public static func shippedYAML(_ id: String) -> String? {
    let bytes: [UInt8]? =
      switch id {
      case "licensing": PackageResources.licensing_yaml
      case "nurses": PackageResources.nurses_yaml
      case "teachers": PackageResources.teachers_yaml
      case "civil-service": PackageResources.civil_service_yaml
      case "adult-exam": PackageResources.adult_exam_yaml
      case "adult-exam-papers": PackageResources.adult_exam_papers_yaml
      case "ncre": PackageResources.ncre_yaml
      case "self-study": PackageResources.self_study_yaml
      case "id-portrait": PackageResources.id_portrait_yaml
      case "india-photo": PackageResources.india_photo_yaml
      case "india-signature": PackageResources.india_signature_yaml
      default: nil
      }
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }
}
