import Foundation
import ImageKit
import ReviewStore
import Testing
import Wording

@testable import uploadprep

@Suite("Materials in words") struct MaterialLinesTests {
  @Test("Below a card stand what was found about its number and every warning") func numberAndWarnings() throws {
    let folder = NSTemporaryDirectory() + "materials-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try ReviewStore.create(at: folder, policy: try #require(Policy.shippedYAML("national-2023")))
    let preparing = PicturePreparing(comparing: { photo, _, _, _, number in
      ReadyPicture(
        bytes: photo, format: .jpeg, width: 400, height: 300,
        findings: [Finding(.blurred, .warning, Bilingual("Blurred.", "模糊。"))], number: number.map { _ in .same })
    })
    let store = try ReviewStore(at: folder, preparing: preparing)
    try store.addRegistration(
      NewRegistration(
        number: "1", name: "测试考生", category: "临床执业医师", site: "A", idNumber: "110101199001011229"))
    try store.activate("1")
    _ = try store.upload([0xFF, 0xD8, 0xFF, 0xFE, 0, 2], to: "identity", of: "1")
    let material = try #require(try store.materials(of: "1", for: .office).first { $0.rule.id == "identity" })
    let lines = material.lines(in: .english, marksRequired: true).split(separator: "\n").suffix(2)
    #expect(lines.first?.contains("number as registered") == true && lines.last == "    ⚠ Blurred.")
  }
}
