import Foundation
import Testing

@testable import ReviewStore

@Suite("Policies") struct PolicyTests {
  @Test("Every built-in policy can be read, and has the id it is chosen by", arguments: Policy.shippedIDs)
  func shipped(id: String) throws {
    let policy = try Policy(yaml: #require(Policy.shippedYAML(id)))
    #expect(policy.id == id)
  }

  @Test(
    "In every built-in policy the identity document is required, exactly two pictures, and all else optional",
    arguments: Policy.shippedIDs)
  func identity(id: String) throws {
    let policy = try Policy(yaml: #require(Policy.shippedYAML(id)))
    let identity = try #require(policy.material("identity"))
    #expect(identity.required == .always(true) && identity.minimum == 2 && identity.maximum == 2)
    for other in policy.materials where other.id != "identity" {
      #expect(other.minimum == 0 && other.required == .always(false))
    }
  }

  @Test("Every mistake is reported with its line")
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

  /// The mistakes in a built-in policy after a replacement.
  private func mistakes(_ old: String, _ new: String) throws -> [Int] {
    let yaml = try #require(Policy.shippedYAML("shandong-2021"))
    let range = try #require(yaml.range(of: old))
    let changed = yaml.replacingCharacters(in: range, with: new)
    do throws(PolicyError) {
      _ = try Policy(yaml: changed, hasExample: { $0 == "beside.jpg" })
      return []
    } catch {
      return error.mistakes.map(\.line)
    }
  }

  @Test("Sizes take units") func sizes() throws {
    let yaml = try #require(Policy.shippedYAML("national-2023"))
    let other = yaml.replacingOccurrences(of: "maxBytes: 204800", with: "maxBytes: 200KiB")
      .replacingOccurrences(of: "makeAtMost: 200000", with: "makeAtMost: 0.2 MB")
    #expect(try Policy(yaml: other).pictures == Policy(yaml: yaml).pictures)
    #expect(try mistakes("maxBytes: 204800", "maxBytes: 200kk").count == 1)
  }

  @Test(
    "A mistake is reported once, without others that only follow from it",
    arguments: [
      ("    maximum: 2\n    labels:", "    maximum: two\n    labels:"),
      ("levels: [site, region]", "levels: [sight, region]"),
      ("formats: [jpeg, png]", "formats: [jpg, png]"), ("maxBytes: 204800", "maxBytes: lots"),
      ("  - id: probation\n", "  - id: [probation]\n"), ("    required: true\n", "    required: perhaps\n"),
    ])
  func noEchoes(old: String, new: String) throws {
    #expect(try mistakes(old, new).count == 1)
  }

  @Test(
    "Unknown fields in a text, and invalid identifiers, are reported",
    arguments: [
      ("signature: ", "signature: \"{regon}\" #"), ("  withdrawn: ", "  withdrawn: \"{note}\" #"),
      ("example: certificate.svg", "example: ../certificate.svg"), ("example: certificate.svg", "example: nowhere.jpg"),
      ("  - id: other\n", "  - id: other/papers\n"),
      ("watermark: ", "watermark: \"{exam}{exam}{exam}{exam}{exam}{exam}{registration}\" #"),
    ])
  func unknown(old: String, new: String) throws {
    #expect(try mistakes(old, new).count == 1)
  }

  @Test("An example picture beside the policy is accepted") func example() throws {
    #expect(try mistakes("example: certificate.svg", "example: beside.jpg").isEmpty)
  }
}
