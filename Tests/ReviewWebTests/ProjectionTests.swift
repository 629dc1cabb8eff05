import Foundation
import ImageKit
import Testing
import Wording
import Yams

@testable import ReviewStore
@testable import ReviewWeb

@Suite("JSON for programs", .timeLimit(.minutes(20))) struct ProjectionTests {
  /// The keys of an object, in their order.
  private static func keys(_ json: JSON) -> [String] {
    guard case .object(let members) = json else { return [] }
    return members.map(\.key)
  }

  /// The value of a key.
  private static func member(_ key: String, of json: JSON) -> JSON {
    guard case .object(let members) = json else { return .null }
    return members.first { $0.key == key }?.value ?? .null
  }

  private static func first(_ json: JSON) -> JSON {
    guard case .array(let values) = json else { return .null }
    return values.first ?? .null
  }

  @Test("The command's objects and the API's description have the same keys")
  func keysOfTheDescription() throws {
    let test = try TestPortal()
    defer { try? FileManager.default.removeItem(atPath: test.folder) }
    let text = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
    let document = try Yams.load(yaml: text) as? [String: Any]
    let components = document?["components"] as? [String: Any]
    let schemas = try #require(components?["schemas"] as? [String: [String: Any]])
    /// The properties of a schema, or of the items of one of its lists.
    func described(_ schema: String, items list: String? = nil) throws -> Set<String> {
      var properties = try #require(schemas[schema]?["properties"] as? [String: Any])
      if let list {
        let items = (properties[list] as? [String: Any])?["items"] as? [String: Any]
        properties = try #require(items?["properties"] as? [String: Any])
      }
      return Set(properties.keys)
    }

    let uploaded = try test.store.upload(Photo.small(1), to: "identity", of: TestPortal.first)
    try test.store.upload(Photo.small(2), to: "identity", of: TestPortal.first)
    try test.store.submit(TestPortal.first)
    try test.store.want(Place("identity", 1), of: TestPortal.first, note: "请更换", as: "site-a")
    try test.store.giveBack(TestPortal.first, note: "请更换", as: "site-a")
    try test.store.upload(Photo.small(3), to: "identity", of: TestPortal.first, position: 1)
    try test.store.submit(TestPortal.first)
    let view = try test.store.staffView(of: TestPortal.first, as: "site-a")
    let identity = try #require(view.materials.first { $0.rule.id == "identity" }).json(in: .english)

    #expect(try Set(Self.keys(view.status.json)) == described("StaffStatus"))
    #expect(try Set(Self.keys(identity)) == described("Material"))
    #expect(
      try Set(Self.keys(Self.first(Self.member("pictures", of: identity)))) == described("Material", items: "pictures"))
    #expect(
      try Set(Self.keys(Self.first(Self.member("former", of: identity)))) == described("Material", items: "former"))
    #expect(try Set(Self.keys(view.registration.json)) == described("Registration"))
    #expect(try Set(Self.keys(try #require(test.store.staff().first).json)) == described("Person"))
    let finding = Finding(.blurred, .warning, score: 1, Bilingual("", ""))
    #expect(try Set(Self.keys(finding.json(in: .english))) == described("Finding"))
    // The API adds the file's name and size.
    let ofTheForm: Set = ["ok", "file", "bytesBefore"]
    #expect(try Set(Self.keys(uploaded.json(in: .english))).union(ofTheForm) == described("Upload"))
  }
}
