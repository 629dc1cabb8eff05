/// An A4 page and what stands where on it, in points; y grows downwards.
struct Sheet {
  /// A rectangle.
  struct Box {
    let x, y, width, height: Double
  }

  /// 15 mm on all sides.
  static let margin = 15 / 25.4 * 72
  static let fontSize = 9.0
  static let leading = 13.0
  /// The fewest pixels an inch. A small picture is not enlarged further: its squares would show.
  static let leastResolution = 100.0

  let width: Double
  let height: Double
  private let captionLines: Int

  init(isOnItsSide: Bool, captionLines: Int) {
    let (short, long) = (210 / 25.4 * 72, 297 / 25.4 * 72)
    (width, height) = isOnItsSide ? (long, short) : (short, long)
    self.captionLines = captionLines
  }

  /// Where the letters of a line of the caption stand. The caption is at the foot of the page.
  func baseline(ofLine number: Int) -> Double {
    height - Self.margin - Double(captionLines - 1 - number) * Self.leading - 2
  }

  /// Where a picture stands: as large as it can, in the middle of what the caption leaves.
  func place(of picture: PictureFacts) -> Box {
    let caption = captionLines == 0 ? 0 : Double(captionLines) * Self.leading + 8
    let room = Box(
      x: Self.margin, y: Self.margin, width: width - 2 * Self.margin, height: height - 2 * Self.margin - caption)
    let (pixelsWide, pixelsHigh) = (Double(picture.width), Double(picture.height))
    let scale = min(room.width / pixelsWide, room.height / pixelsHigh, 72 / Self.leastResolution)
    let (wide, high) = (pixelsWide * scale, pixelsHigh * scale)
    return Box(
      x: room.x + (room.width - wide) / 2, y: room.y + (room.height - high) / 2, width: wide, height: high)
  }
}
