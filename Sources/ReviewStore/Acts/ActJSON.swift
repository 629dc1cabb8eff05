import ImageKit
import Wording

// The results of acts as JSON; see StoreJSON for the other types.

extension UploadResult {
  /// The result of an upload, with the state and version that the viewer may know.
  public func json(in language: Language, for viewer: Viewer = .office) -> JSON {
    let seen = status.forCandidate
    let (state, version) =
      viewer == .candidate ? (seen.state, seen.version) : (status.state, status.version)
    return [
      "registration": .string(status.registration.rawValue), "material": .string(place.material.rawValue),
      "position": .integer(place.position), "sha256": .string(picture.sha256.rawValue),
      "bytes": .integer(picture.bytes),
      "width": .integer(picture.width), "height": .integer(picture.height), "state": .string(state.rawValue),
      "version": .integer(version),
      "duplicates": .list(
        duplicates.map { ["material": .string($0.material.rawValue), "position": .integer($0.position)] }),
      "findings": .list(findings.map { $0.spoken(to: viewer).json(in: language) }), "turned": .integer(turned),
    ]
  }
}

extension Publication {
  /// The published and the undecided registrations.
  public func json(of level: Level) -> JSON {
    [
      "level": .string(level.rawValue), "published": .list(published.map(\.rawValue)),
      "undecided": .list(undecided.map(\.rawValue)),
    ]
  }
}
