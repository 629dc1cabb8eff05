import Wording

/// All pictures of an application with what names them, to be printed or copied out (材料档案).
public struct Dossier: Sendable {
  /// One picture.
  public struct Picture: Sendable {
    /// Where it is.
    public let place: Place
    /// The material's name.
    public let material: Bilingual
    /// What the position is for, where the policy says so.
    public let label: Bilingual?
    /// Whether the material may have more than one picture.
    public let isOneOfSeveral: Bool
    /// The file. Whoever shows it may replace it by one with the viewer's stamp.
    public var bytes: [UInt8]
  }

  /// The registration, with masked numbers.
  public let registration: RegistrationRecord
  /// The application's version.
  public let version: Int
  /// When its state began. With the version it tells when the pictures were as they are.
  public let since: Moment
  /// The pictures in the policy's order.
  public var pictures: [Picture]
  /// Which required papers are missing, a sentence each.
  public let missing: [Bilingual]
}

/// What a dossier is written as.
public enum DossierForm: String, Sendable, Hashable, CaseIterable, Codable {
  /// One PDF with a page for each picture.
  case pdf
  /// A folder with a file for each picture.
  case folders
}

extension ReviewStore {
  /// An application's pictures, read within one version of it.
  ///
  /// - Parameter name: the member of staff who looks; nil for the office.
  /// - Throws: ``Refusal``: when the member of staff may not see the application, `not-found` for one that is not handed
  ///   in or was erased, `empty` for one without pictures; ``StoreError/damaged(_:)``.
  public func dossier(of number: RegistrationNumber, as name: StaffName? = nil) throws -> Dossier {
    while true {
      var (dossier, digests) = try contents(of: number, as: name)
      do {
        for (index, digest) in digests.enumerated() { dossier.pictures[index].bytes = try pictures.checked(digest) }
        return dossier
      } catch let error as StoreError {
        // A picture that was replaced meanwhile is gone. Then the application has another version.
        guard try contents(of: number, as: name).dossier.version != dossier.version else { throw error }
      }
    }
  }

  /// The version of an application whose pictures a member of staff, or the office, may take out.
  ///
  /// - Throws: ``Refusal``, as ``dossier(of:as:)``.
  public func dossierVersion(of number: RegistrationNumber, as name: StaffName? = nil) throws -> Int {
    try contents(of: number, as: name).dossier.version
  }

  private func contents(
    of number: RegistrationNumber, as name: StaffName?
  ) throws -> (dossier: Dossier, digests: [Digest]) {
    try engine.read { transaction in
      let staff = try name.map { try self.staff($0, transaction) }
      guard let record = try transaction.registration(number) else { throw Refusal.noRegistration(number) }
      guard record.erasedAt == nil else { throw Refusal.erased(number) }
      let application = try load(number, transaction).application
      if let staff {
        try Workflow.checkLook(staff, at: application, under: policy)
      } else {
        try Workflow.checkHandedIn(application)
      }
      var (found, digests): ([Dossier.Picture], [Digest]) = ([], [])
      for material in policy.materials {
        for place in (1...material.maximum).map({ Place(material.id, $0) }) {
          guard let picture = application.slots[place]?.picture else { continue }
          digests.append(picture.sha256)
          found.append(
            Dossier.Picture(
              place: place, material: material.name,
              label: policy.label(of: material, at: place.position, for: application.applicant),
              isOneOfSeveral: material.maximum > 1, bytes: []))
        }
      }
      guard !found.isEmpty else {
        throw Refusal(.empty, "This application has no pictures.", "该考生没有任何图片。")
      }
      let dossier = Dossier(
        registration: record, version: application.version, since: application.since, pictures: found,
        missing: policy.missing(in: application).map(\.message))
      return (dossier, digests)
    }
  }
}

extension Refusal {
  /// The registration's data and pictures were erased.
  fileprivate static func erased(_ number: RegistrationNumber) -> Refusal {
    Refusal(
      .notFound, "Registration \(number) has been erased; nothing of it is left.", "报名号 \(number) 的个人信息和图片已清除。")
  }
}
