import Dossiers
import HTTPTypes
import Hummingbird
import ReviewStore
import Wording

extension Desk {
  /// All pictures of an application as one PDF, for a member of staff who may see it. Each carries the second stamp that
  /// pictures have wherever staff see them here. The log notes the download.
  func dossier(
    of number: RegistrationNumber, for staff: Staff, in language: Language
  ) async throws -> Response {
    let owner = Visitor.staff(staff.name).key
    let line = "\(staff.name) \(clock().forPeople)"
    let folder = uploads.folder.path
    let writer = DossierWriter(language: language, maxBytes: store.policy.pictures.set.maximumBytes)
    // A dossier takes megabytes while it is made, so only a few are at a time.
    let spool = try await dossiers.run(for: owner) {
      var dossier = try await store.ask { try $0.exportDossier(of: number, as: .pdf, by: staff.name) }
      for index in dossier.pictures.indices {
        let bytes = dossier.pictures[index].bytes
        dossier.pictures[index].bytes = try await uploads.pictures.run(for: owner, weight: ViewingStamp.weight) {
          try await store.ask { _ in try ViewingStamp.stamped(bytes, with: line) }
        }
      }
      let stamped = dossier
      return try await store.ask { _ in
        let pdf = try writer.pdf(of: stamped)
        let spool = try SpoolFile(in: folder, limit: 1 << 30)
        try pdf.bytes.withUnsafeBytes { try spool.append($0) }
        return spool
      }
    }
    let name = String(number.rawValue.unicodeScalars.map { Self.isPlain($0) ? Character($0) : "_" })
    return .download(spool, as: "\(name).pdf", type: "application/pdf", pool: store.pool)
  }

  /// Whether a character means nothing in a header or a path.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      || ("0"..."9").contains(scalar) || scalar == "-"
  }
}
