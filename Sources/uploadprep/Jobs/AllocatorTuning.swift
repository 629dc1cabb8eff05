import CProcess

/// How the C library's allocator treats freed memory.
enum AllocatorTuning {
  /// Keeps freed memory for the next picture instead of giving it back to the system, for a process that works on picture
  /// after picture: fetching the pages again one by one costs a tenth of an upload.
  ///
  /// - Parameter pictures: How many are worked on at once. That many heaps and one more are used, and each may keep what
  ///   one picture took; with the default of one heap a thread, more would be kept than pictures need.
  static func keepMemoryBetweenPictures(atOnce pictures: Int) {
    // Larger blocks are always given back. This is the largest block that a heap other than the first can hold.
    _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 30)
    _ = mallopt(M_ARENA_MAX, CInt(clamping: pictures + 1))
  }
}
