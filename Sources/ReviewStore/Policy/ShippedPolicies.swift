extension Policy {
  /// The ids of the built-in policies.
  public static let shippedIDs = [
    "shandong-2021", "tianjin-2023", "beijing-2024", "guide-v2301", "national-2023",
  ]

  /// The YAML text of a built-in policy; nil when there is none of that id.
  public static func shippedYAML(_ id: String) -> String? {
    let bytes: [UInt8]? =
      switch id {
      case "shandong-2021": PackageResources.shandong_2021_yaml
      case "tianjin-2023": PackageResources.tianjin_2023_yaml
      case "beijing-2024": PackageResources.beijing_2024_yaml
      case "guide-v2301": PackageResources.guide_v2301_yaml
      case "national-2023": PackageResources.national_2023_yaml
      default: nil
      }
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  /// A built-in example picture (SVG) by its file name; nil when there is none.
  public static func shippedExample(_ name: String) -> [UInt8]? {
    switch name {
    case "identity-card.svg": PackageResources.identity_card_svg
    case "certificate.svg": PackageResources.certificate_svg
    default: nil
    }
  }
}
