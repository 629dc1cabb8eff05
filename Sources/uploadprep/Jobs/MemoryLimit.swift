import Glibc
import ImageKit
import Wording

/// The address space limit that a shell or a service manager sets for the process (`ulimit -v`).
///
/// Swift aborts the process when an allocation fails, and all photos still waiting would be lost. So the memory is
/// requested before a photo is decoded.
enum MemoryLimit {
  /// The least address space with which the command starts, in bytes. Its libraries and threads alone take 264 MB, and 350
  /// to 500 MB with the allocator's heaps, of which each reserves 64 MB. With less than 310 MB some runs ended by a signal,
  /// hung, or could not load a font.
  private static let floor: UInt64 = 350_000_000

  /// The number of photos to handle at once: as many as requested, or one where memory is limited.
  static func jobs(atMost jobs: Int) -> Int { current == nil ? jobs : 1 }

  /// Throws where the limit is too low to start the threads.
  static func requireFloor() throws(Failure) {
    guard let current, current < floor else { return }
    throw failure(needed: floor)
  }

  /// Throws if a picture would not fit into the limit.
  ///
  /// - Parameter file: the whole file; one that is not a picture needs no memory.
  static func requireRoom(for file: [UInt8]) throws(Failure) {
    guard current != nil, let facts = try? PictureFacts(of: file) else { return }
    // `prepare` and `check` of JPEG, PNG and WebP of 1 to 50 megapixels take 31 MB of memory and at most 9.5 bytes a pixel
    // (a progressive JPEG at 4:4:4; ordinary ones take 3.5). The rest is room for heaps that are reserved and not used.
    let needed = 32_000_000 + 16 * facts.width * facts.height
    let room = mmap(nil, needed, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard room != MAP_FAILED else { throw failure(needed: UInt64(needed)) }
    munmap(room, needed)
  }

  /// The limit in bytes; nil if there is none.
  private static var current: UInt64? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur != rlim_t.max else {
      return nil
    }
    return UInt64(limit.rlim_cur)
  }

  private static func failure(needed: UInt64) -> Failure {
    let size = ByteCount.size(Int(needed))
    return Failure(
      .ioFailed, code: "out-of-memory",
      Bilingual(
        "The memory limit of this shell is too low: about \(size) more are needed. Raise it: ulimit -v unlimited",
        "当前内存上限过低，还需约 \(size)，请用 ulimit -v unlimited 提高上限。"))
  }
}
