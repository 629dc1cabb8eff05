import CMalloc

/// Memory that is kept for the next picture.
enum KeptMemory {
  /// Tells the C library not to give memory back to the system between two pictures: a new one's pages would have to be
  /// fetched again one by one, which is a tenth of what an upload costs. For a process that works on picture after picture.
  ///
  /// - Parameter pictures: How many are worked on at once. There are as many heaps and one, each of which may keep what a
  ///   picture has taken; with a heap a thread, as is usual, more would be kept than pictures take.
  static func betweenPictures(atOnce pictures: Int) {
    // What is larger than this is always given back; it is the most that a heap other than the first takes.
    _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 30)
    _ = mallopt(M_ARENA_MAX, CInt(clamping: pictures + 1))
  }
}
