import Foundation
import Testing

@testable import ReviewStore

@Suite("Policies") struct PolicyTests {
  @Test("Every shipped policy can be read, and bears the name it is chosen by", arguments: Policy.shippedIDs)
  func shipped(id: String) throws {
    let policy = try Policy(yaml: #require(Policy.shippedYAML(id)))
    #expect(policy.id == id)
  }

  @Test(
    "In every shipped policy the identity document is required, exactly two pictures, and all else optional",
    arguments: Policy.shippedIDs)
  func identity(id: String) throws {
    let policy = try Policy(yaml: #require(Policy.shippedYAML(id)))
    let identity = try #require(policy.material("identity"))
    #expect(identity.required == .always(true) && identity.minimum == 2 && identity.maximum == 2)
    for other in policy.materials where other.id != "identity" {
      #expect(other.minimum == 0 && other.required == .always(false))
    }
  }

  @Test("Every mistake is told with its line")
  func mistakes() throws {
    let yaml = try #require(Policy.shippedYAML("national-2023"))
      .replacingOccurrences(of: "handingIn: automatic", with: "handingIn: sometimes")
      .replacingOccurrences(of: "claimMinutes: 30", with: "claimMinutes: 0\nclaimHours: 1")
    let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    let error = #expect(throws: PolicyError.self) { try Policy(yaml: yaml) }
    for wrong in ["handingIn: sometimes", "claimMinutes: 0", "claimHours: 1"] {
      let line = try #require(lines.firstIndex { $0 == wrong }) + 1
      #expect(error?.mistakes.contains { $0.line == line } == true, "\(wrong)")
    }
  }
}
