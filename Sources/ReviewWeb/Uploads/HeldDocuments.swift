import ReviewStore
import Synchronization
import Wording

/// Documents of several pages, of which the sender has to choose one. Like ``HeldOriginals`` they stay in the unlinked
/// files into which they were received, for a short time and within bounds.
final class HeldDocuments: Sendable {
  /// A document, and where a page of it goes.
  struct Document: Sendable {
    /// The document as it was received.
    let file: UploadForm.File
    /// The number of its pages.
    let pageCount: Int
    /// The material for which it was sent.
    let material: MaterialID
    /// The position in the material; nil for the lowest free one.
    let position: Int?
    /// How the picture is turned and cropped.
    let edits: PhotoEdits
    fileprivate let hand: Hand
    fileprivate let until: Moment
  }

  private let documents = Mutex<[String: Document]>([:])
  private static let lifetime = 1800
  private static let each = 4
  private static let most = 64

  /// Holds a document, and returns the address of the page on which a page of it is chosen. The oldest makes room for it.
  func hold(
    _ file: UploadForm.File, pageCount: Int, for material: MaterialID, _ position: Int?, _ edits: PhotoEdits,
    by hand: Hand, at now: Moment
  ) -> String {
    let id = Secret.token()
    let document = Document(
      file: file, pageCount: pageCount, material: material, position: position, edits: edits,
      hand: hand, until: now.adding(seconds: Self.lifetime))
    documents.withLock { documents in
      documents = documents.filter { $0.value.until > now }
      Self.makeRoom(in: &documents, for: Self.each) { $0.hand.key == hand.key }
      Self.makeRoom(in: &documents, for: Self.most) { _ in true }
      documents[id] = document
    }
    return Self.address(of: id, hand)
  }

  /// Removes the oldest of some documents until one more has room.
  private static func makeRoom(
    in documents: inout [String: Document], for most: Int, among isMeant: (Document) -> Bool
  ) {
    let meant = documents.filter { isMeant($0.value) }.sorted { $0.value.until < $1.value.until }
    for (id, _) in meant.prefix(max(0, meant.count - most + 1)) { documents[id] = nil }
  }

  /// The address of the page on which a page of a document is chosen.
  static func address(of id: String, _ hand: Hand) -> String { "\(hand.base)/documents/\(id)" }

  /// The document that a person sent; nil if there is none, or no longer.
  func document(_ id: String, by hand: Hand, at now: Moment) -> Document? {
    let document = documents.withLock { $0[id] }
    return document.flatMap { $0.hand.key == hand.key && $0.until > now ? $0 : nil }
  }

  /// Releases the documents of a candidate.
  func release(of registration: RegistrationNumber) { release { $0.hand.registration == registration } }

  /// Releases the documents whose time is over.
  func releaseExpired(at now: Moment) { release { $0.until <= now } }

  /// Releases all documents.
  func releaseAll() { release { _ in true } }

  private func release(where isGone: (Document) -> Bool) {
    documents.withLock { documents in documents = documents.filter { !isGone($0.value) } }
  }
}

extension HeldDocuments {
  /// The document is not held, or no longer.
  struct Gone: ProblemTelling {
    var problem: Problem {
      Problem(
        .gone, "document-gone",
        Bilingual("The document is no longer held. Upload it again to choose a page.", "文档已清除，请重新上传后再选择页面。"))
    }
  }
}
