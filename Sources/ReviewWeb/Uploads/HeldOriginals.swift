import Glibc
import ReviewStore
import Synchronization
import Wording

/// The photos as they were received, behind pictures that their candidates may still turn or crop.
///
/// A stored picture is stamped, so it is never turned or cropped itself: it is made anew from its photo. The photos stay
/// in the unlinked files into which they were received. Such a file has no name in any folder, so nobody else can open
/// it, and nothing is left of it after a crash. They are held for a short time and within bounds, the oldest goes first.
final class HeldOriginals: Sendable {
  /// How much is held.
  struct Limits: Sendable {
    /// The most bytes altogether.
    var bytes = 2 << 30
    /// The most photos altogether. Each takes a file descriptor, and connections need most of these.
    var count = HeldOriginals.shareOfDescriptors
    /// The most photos of one candidate.
    var each = 24
    /// For how many seconds a photo is held after it was last used.
    var seconds = 1800
  }

  /// A photo, and how the picture at its place was made of it.
  struct Original: Sendable {
    /// The photo as it was received.
    let spool: SpoolFile
    /// Its size in bytes.
    let size: Int
    /// The picture that was made of it.
    let picture: Digest
    /// By how many degrees it was turned clockwise for that, by a person or by its text.
    let turn: Int
    /// What was kept of it.
    let crop: PhotoEdits.Crop
    /// When it is released.
    let until: Moment
  }

  private struct Key: Hashable {
    let registration: RegistrationNumber
    let place: Place
  }

  private struct Held {
    var originals: [Key: Original] = [:]
    var bytes = 0

    mutating func put(_ original: Original, at key: Key) {
      release(key)
      originals[key] = original
      bytes += original.size
    }

    mutating func release(_ key: Key) {
      guard let gone = originals.removeValue(forKey: key) else { return }
      bytes -= gone.size
    }

    mutating func release(where isGone: (Key, Original) -> Bool) {
      for (key, original) in originals where isGone(key, original) { release(key) }
    }

    /// Releases the original that was unused for longest, of one registration or of all.
    mutating func releaseOldest(of registration: RegistrationNumber? = nil) {
      let candidates = originals.filter { registration == nil || $0.key.registration == registration }
      if let oldest = candidates.min(by: { $0.value.until < $1.value.until }) { release(oldest.key) }
    }
  }

  /// Documents of which a page is still to be chosen. They are released with the photos.
  let documents = HeldDocuments()
  private let limits: Limits
  private let held = Mutex(Held())

  init(_ limits: Limits = Limits()) { self.limits = limits }

  /// How many photos are held.
  var count: Int { held.withLock { $0.originals.count } }
  /// How many bytes they have.
  var bytes: Int { held.withLock { $0.bytes } }

  /// Holds a photo, in place of any that was held for the place.
  func hold(
    _ spool: SpoolFile, turned degrees: Int, _ crop: PhotoEdits.Crop, behind picture: Digest, at place: Place,
    of registration: RegistrationNumber, at now: Moment
  ) {
    let original = Original(
      spool: spool, size: spool.count, picture: picture, turn: degrees, crop: crop,
      until: now.adding(seconds: limits.seconds))
    let key = Key(registration: registration, place: place)
    held.withLock { held in
      held.release { $1.until <= now }
      held.release(key)
      guard original.size <= limits.bytes, limits.count > 0, limits.each > 0 else { return }
      while held.originals.count(where: { $0.key.registration == registration }) >= limits.each {
        held.releaseOldest(of: registration)
      }
      while held.originals.count >= limits.count || held.bytes + original.size > limits.bytes { held.releaseOldest() }
      held.put(original, at: key)
    }
  }

  /// The photo behind the picture at a place; nil if none is held.
  ///
  /// - Parameter picture: the picture that is stored at the place now. A photo behind another one is released.
  func original(
    behind picture: Digest?, at place: Place, of registration: RegistrationNumber, at now: Moment
  ) -> Original? {
    held.withLock { held in
      let key = Key(registration: registration, place: place)
      guard let original = held.originals[key] else { return nil }
      // Once its picture was replaced or removed, by whatever way, nobody can reach the photo any more.
      guard original.until > now, original.picture == picture else {
        held.release(key)
        return nil
      }
      return original
    }
  }

  /// The photo that is held for a place; nil if there is none.
  func original(at place: Place, of registration: RegistrationNumber, at now: Moment) -> Original? {
    let original = held.withLock { $0.originals[Key(registration: registration, place: place)] }
    return original.flatMap { $0.until > now ? $0 : nil }
  }

  /// Releases the photo of a place.
  func release(_ place: Place, of registration: RegistrationNumber) {
    held.withLock { $0.release(Key(registration: registration, place: place)) }
  }

  /// Releases all photos of a candidate.
  func release(of registration: RegistrationNumber) {
    held.withLock { $0.release { key, _ in key.registration == registration } }
    documents.release(of: registration)
  }

  /// Releases the photos whose time is over.
  func releaseExpired(at now: Moment) {
    held.withLock { $0.release { $1.until <= now } }
    documents.releaseExpired(at: now)
  }

  /// Releases all photos, for example because the disk is full.
  func releaseAll() {
    held.withLock { $0.release { _, _ in true } }
    documents.releaseAll()
  }

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
}
