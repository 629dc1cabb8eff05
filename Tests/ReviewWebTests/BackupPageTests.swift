import Foundation
import Testing

@testable import ReviewStore
@testable import ReviewWeb

@Suite("Backups on the office's first page", .timeLimit(.minutes(10))) struct BackupPageTests {
  @Test("A failed drill and an old backup are told to the office, not to exam sites, and at /readyz, which stays 200")
  func warned() async throws {
    let test = try TestPortal()
    try await test.run { browser in
      let region = try browser.as(.staff("region"))
      #expect(try await browser.get("/readyz").text == "ready\ndrill none\n")
      #expect(!(try await region.get("/staff").text.contains("id=\"backups\"")))

      let (_, error) = try test.store.drill(backups: test.folder + "/nowhere")
      #expect(error as? StoreError == .noBackup(path: test.folder + "/nowhere"))
      for name in ["region", "admin"] {
        let page = try await browser.as(.staff(StaffName(name))).get("/staff").text
        #expect(page.contains("id=\"backups\"") && page.contains("no-backup"), "\(name)")
      }
      #expect(!(try await browser.as(.staff("site-a")).get("/staff").text.contains("id=\"backups\"")))
      let ready = try await browser.get("/readyz")
      #expect(ready.status == .ok && ready.text == "ready\ndrill failed \(test.clock.now.iso8601)\n")
    }
  }

  @Test("A backup older than allowed is told to the office; where backups are expected, that there is none too")
  func old() async throws {
    var options = PortalOptions()
    (options.backups.days, options.backups.areExpected) = (2, true)
    let test = try TestPortal(options: options)
    try await test.run { browser in
      let admin = try browser.as(.staff("admin"))
      #expect(try await admin.get("/staff").text.contains("id=\"backups\""))
      try test.store.noteBackup()
      #expect(!(try await admin.get("/staff").text.contains("id=\"backups\"")))
      test.clock.advance(seconds: 3 * 86_400)
      let later = try browser.as(.staff("admin"))
      #expect(try await later.get("/staff").text.contains("id=\"backups\""))
    }
  }

  @Test("A system administrator is told on the page where they begin") func separated() async throws {
    var options = PortalOptions()
    options.backups.areExpected = true
    let test = try TestPortal(options: options)
    try test.store.separateDuties(["admin": .system, "sec": .security, "aud": .audit])
    try await test.run { browser in
      let page = try await browser.as(.staff("admin")).get("/staff/registrations/import").text
      #expect(page.contains("id=\"backups\""))
    }
  }
}
