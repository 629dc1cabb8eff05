import CProcess

/// Settings of glibc's malloc for freed memory.
enum AllocatorTuning {
  /// Makes malloc keep freed memory for the next picture instead of returning it to the kernel, for a process that
  /// handles many pictures: faulting the pages in again takes a tenth of an upload's time.
  ///
  /// - Parameter pictures: the number of pictures handled at once. malloc uses that many arenas plus one, and each may
  ///   keep what one picture took. By default it creates an arena per thread, and more memory would be kept than
  ///   pictures need.
  static func keepMemoryBetweenPictures(atOnce pictures: Int) {
    // Larger blocks always come from mmap and are returned when freed. 32 MB is the largest block that an arena other
    // than the first can hold.
    _ = mallopt(M_MMAP_THRESHOLD, 32 << 20)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 30)
    _ = mallopt(M_ARENA_MAX, CInt(clamping: pictures + 1))
  }
}
