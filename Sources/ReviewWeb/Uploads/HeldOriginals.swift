import Glibc
import ReviewStore
import Synchronization
import Wording

/// Files as they were received, which their senders may still need: the photos behind pictures that may still be turned
/// or cropped, and documents of which a page is still to be chosen.
///
/// A stored picture is stamped, so it is never turned or cropped itself: it is made anew from its photo. The files stay
/// the unlinked ones into which they were received. Such a file has no name in any folder, so nobody else can open it,
/// and nothing is left of it after a crash. They are held for a short time and within bounds, the oldest goes first.
final class HeldOriginals: Sendable {
  /// How much is held.
  struct Limits: Sendable {
    /// The most bytes altogether.
    var bytes = 2 << 30
    /// The most files altogether. Each takes a file descriptor, and connections need most of these.
    var count = HeldOriginals.shareOfDescriptors
    /// The most photos of one candidate.
    var each = 24
    /// The most documents of one sender for one candidate, and of all.
    var documents = (each: 4, all: 64)
    /// For how many seconds a file is held after it was last used.
    var seconds = 1800
  }

  /// A photo, and how the picture at its place was made of it.
  struct Original: Sendable {
    /// The photo as it was received.
    let spool: SpoolFile
    /// The picture that was made of it.
    let picture: Digest
    /// By how many degrees it was turned clockwise for that, by a person or by its text.
    let turn: Int
    /// What was kept of it.
    let crop: PhotoEdits.Crop
  }

  /// A document of several pages, and where a page of it goes.
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
  }

  private enum Key: Hashable {
    /// The photo behind the picture at a place.
    case photo(RegistrationNumber, Place)
    /// A document, and who sent it. Nobody else finds it.
    case document(id: String, Hand)

    var registration: RegistrationNumber {
      switch self {
      case .photo(let registration, _): registration
      case .document(_, let hand): hand.registration
      }
    }
    /// The sender of a document; nil for a photo.
    var sender: Hand? { if case .document(_, let hand) = self { hand } else { nil } }
  }

  private enum Content: Sendable {
    case photo(Original)
    case document(Document)

    var spool: SpoolFile {
      switch self {
      case .photo(let original): original.spool
      case .document(let document): document.file.spool
      }
    }
  }

  private struct File {
    let content: Content
    /// Its size in bytes.
    let size: Int
    /// When it is released.
    let until: Moment
  }

  private struct Held {
    private(set) var files: [Key: File] = [:]
    private(set) var bytes = 0

    mutating func put(_ file: File, at key: Key) {
      release(key)
      files[key] = file
      bytes += file.size
    }

    mutating func release(_ key: Key) {
      guard let gone = files.removeValue(forKey: key) else { return }
      bytes -= gone.size
    }

    mutating func release(where isGone: (Key, File) -> Bool) {
      for (key, file) in files where isGone(key, file) { release(key) }
    }

    /// Releases the file that was unused for longest among some.
    mutating func releaseOldest(among isMeant: (Key) -> Bool) {
      let meant = files.filter { isMeant($0.key) }
      if let oldest = meant.min(by: { $0.value.until < $1.value.until }) { release(oldest.key) }
    }

    func content(_ key: Key, at now: Moment) -> Content? {
      files[key].flatMap { $0.until > now ? $0.content : nil }
    }
  }

  /// The most files of some kind.
  private typealias Bound = (most: Int, isMeant: (Key) -> Bool)

  private let limits: Limits
  private let held = Mutex(Held())

  init(_ limits: Limits = Limits()) { self.limits = limits }

  /// How many files are held.
  var count: Int { held.withLock { $0.files.count } }
  /// How many bytes they have.
  var bytes: Int { held.withLock { $0.bytes } }

  /// Holds a photo, in place of any that was held for the place.
  func hold(
    _ spool: SpoolFile, turned degrees: Int, _ crop: PhotoEdits.Crop, behind picture: Digest, at place: Place,
    of registration: RegistrationNumber, at now: Moment
  ) {
    let original = Original(spool: spool, picture: picture, turn: degrees, crop: crop)
    let ofCandidate: Bound = (limits.each, { $0.sender == nil && $0.registration == registration })
    hold(.photo(original), as: .photo(registration, place), within: [ofCandidate], at: now)
  }

  /// Holds a document, and returns its id.
  func hold(_ document: Document, by hand: Hand, at now: Moment) -> String {
    let id = Secret.token()
    let ofSender: Bound = (limits.documents.each, { $0.sender == hand })
    let ofAll: Bound = (limits.documents.all, { $0.sender != nil })
    hold(.document(document), as: .document(id: id, hand), within: [ofSender, ofAll], at: now)
    return id
  }

  private func hold(_ content: Content, as key: Key, within bounds: [Bound], at now: Moment) {
    let size = content.spool.count
    let bounds = bounds + [(limits.count, { _ in true })]
    held.withLock { held in
      held.release { $1.until <= now }
      held.release(key)
      guard size <= limits.bytes, bounds.allSatisfy({ $0.most > 0 }) else { return }
      for bound in bounds {
        while held.files.keys.count(where: bound.isMeant) >= bound.most { held.releaseOldest(among: bound.isMeant) }
      }
      while held.bytes + size > limits.bytes { held.releaseOldest { _ in true } }
      held.put(File(content: content, size: size, until: now.adding(seconds: limits.seconds)), at: key)
    }
  }

  /// The photo behind the picture at a place; nil if none is held.
  ///
  /// - Parameter picture: the picture that is stored at the place now. A photo behind another one is released.
  func original(
    behind picture: Digest?, at place: Place, of registration: RegistrationNumber, at now: Moment
  ) -> Original? {
    held.withLock { held in
      let key = Key.photo(registration, place)
      // Once its picture was replaced or removed, by whatever way, nobody can reach the photo any more.
      guard case .photo(let original) = held.content(key, at: now), original.picture == picture else {
        held.release(key)
        return nil
      }
      return original
    }
  }

  /// The photo that is held for a place; nil if there is none.
  func original(at place: Place, of registration: RegistrationNumber, at now: Moment) -> Original? {
    guard case .photo(let original) = held.withLock({ $0.content(.photo(registration, place), at: now) }) else {
      return nil
    }
    return original
  }

  /// The document that a person sent; nil if there is none, or no longer.
  func document(_ id: String, by hand: Hand, at now: Moment) -> Document? {
    guard case .document(let document) = held.withLock({ $0.content(.document(id: id, hand), at: now) }) else {
      return nil
    }
    return document
  }

  /// Releases the photos of places.
  func release(_ place: Place, _ others: Place..., of registration: RegistrationNumber) {
    held.withLock { held in for place in [place] + others { held.release(.photo(registration, place)) } }
  }

  /// Releases all files of a candidate.
  func release(of registration: RegistrationNumber) {
    held.withLock { $0.release { key, _ in key.registration == registration } }
  }

  /// Releases the files whose time is over.
  func releaseExpired(at now: Moment) { held.withLock { $0.release { $1.until <= now } } }

  /// Releases all files, for example because the disk is full.
  func releaseAll() { held.withLock { $0.release { _, _ in true } } }

  /// A quarter of the files that this process may open, at most 4096.
  private static let shareOfDescriptors: Int = {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 256 }
    return Int(min(limit.rlim_cur / 4, 4096))
  }()
}

extension HeldOriginals {
  /// The photo behind a picture is not held, or no longer.
  struct Gone: ProblemTelling {
    var problem: Problem {
      Problem(
        .gone, "original-gone",
        Bilingual(
          "The original photo is no longer held. To change the picture, upload it again.", "原图已清除，如需调整请重新上传。"))
    }
  }

  /// The document of which a page was to be chosen is not held, or no longer.
  struct DocumentGone: ProblemTelling {
    var problem: Problem {
      Problem(
        .gone, "document-gone",
        Bilingual("The document is no longer held. Upload it again to choose a page.", "文档已清除，请重新上传后再选择页面。"))
    }
  }
}
