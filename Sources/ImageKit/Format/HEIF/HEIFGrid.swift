/// A picture composed of tiles (ISO/IEC 23008-12, 6.6.2.3). Phones store every photo as tiles because hardware codecs
/// handle only small pictures.
struct HEIFGrid {
  let rows: Int
  let columns: Int
  let width: Int
  let height: Int

  /// Parses the data of a `grid` item.
  init?(_ data: ByteView) {
    guard data.byte(at: 0) == 0, let flags = data.byte(at: 1), let rows = data.byte(at: 2),
      let columns = data.byte(at: 3),
      let width = flags & 1 == 0 ? data.number16(at: 4) : data.number32(at: 4),
      let height = flags & 1 == 0 ? data.number16(at: 6) : data.number32(at: 8), width > 0, height > 0
    else { return nil }
    self.rows = rows + 1
    self.columns = columns + 1
    self.width = width
    self.height = height
  }
}
