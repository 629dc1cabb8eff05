/// Tells whether the portrait side of an identity card bears a number.
///
/// ```swift
/// CardNumberReader.answer(in: picture.luma, for: number, card: PageFinder.outline(in: picture.luma))
/// ```
///
/// The number is compared, not searched for: the answer is undecided unless no other number is nearly as likely.
public enum CardNumberReader {
  /// The sides of a card, in millimetres: ISO/IEC 7810 ID-1.
  private static let card = (width: 85.6, height: 53.98)
  /// The part of the card in which the number stands, and the heights that its digits may have, in millimetres.
  private static let part = (left: 10.0, top: 36.0, right: 85.6, bottom: 53.98)
  private static let heights = [2.1, 2.5, 3.0, 3.6]
  /// Pixels for a millimetre, where the row is searched.
  private static let scale = 4.5
  /// Rows that are read.
  private static let rowsRead = 4

  /// Whether a picture bears a number.
  ///
  /// - Parameters:
  ///   - luma: The picture, with a long side of about 1,300 pixels or more.
  ///   - number: The number that should stand on the card.
  ///   - outline: The card's outline in the picture's pixels, if it was found.
  ///   - state: The orientation of the content, if it is known.
  public static func answer(
    in luma: Plane, for number: CardNumber, card outline: PageOutline?, state: ExifOrientation? = nil
  ) -> CardNumberAnswer {
    reading(in: luma, card: outline, state: state)?.answer(for: number) ?? .undecided
  }

  /// What was read in a picture, to be compared with several numbers; nil where there is no row of 18 digits. For the
  /// parameters see ``answer(in:for:card:state:)``.
  public static func reading(in luma: Plane, card outline: PageOutline?, state: ExifOrientation? = nil)
    -> CardNumberReading?
  {
    row(in: luma, card: outline, state: state).map(CardNumberReading.init)
  }

  /// The row of digits that looks most like a card's number: on the card that was found, else on a card that fills the
  /// picture, else anywhere.
  static func row(in luma: Plane, card outline: PageOutline?, state: ExifOrientation?) -> DigitRow? {
    let picture = PicturePyramid(luma)
    let whole = [
      PicturePoint(0, 0), PicturePoint(picture.width, 0), PicturePoint(picture.width, picture.height),
      PicturePoint(0, picture.height),
    ]
    var best: DigitRow?
    func isFound(_ row: DigitRow?) -> Bool {
      if let row, row.fit > best?.fit ?? -.infinity { best = row }
      return (best?.fit ?? -.infinity) > certain
    }
    for corners in [outline?.corners, whole].compactMap(\.self) {
      for turned in turns(ofCard: corners, state) where isFound(row(onCard: turned, in: picture)) { return best }
    }
    for turned in turns(of: whole, state) where isFound(row(anywhereIn: turned, of: picture)) { return best }
    return best
  }
  /// A row that fits so well is a card's number, and no other need be looked for.
  private static let certain = -0.12

  /// A rectangle's corners, beginning with each in turn; with one only, where the orientation of the content is known.
  private static func turns(of corners: [PicturePoint], _ state: ExifOrientation?) -> [[PicturePoint]] {
    let known: Int? =
      switch state {
      case .upright: 0
      case .turnClockwise: 3
      case .upsideDown: 2
      case .turnCounterclockwise: 1
      default: nil
      }
    return (known.map { [$0] } ?? [0, 2, 1, 3]).map { first in (0..<4).map { corners[($0 + first) % 4] } }
  }

  /// The same for a card, which is wider than it is high, or looks a little narrower where it is seen at a slant.
  private static func turns(ofCard corners: [PicturePoint], _ state: ExifOrientation?) -> [[PicturePoint]] {
    turns(of: corners, state).filter { corners in
      let sides = (0..<4).map { (corners[($0 + 1) % 4] - corners[$0]).length }
      return (0.8...3.2).contains((sides[0] + sides[2]) / (sides[1] + sides[3]))
    }
  }

  /// The row of digits on a card.
  private static func row(onCard corners: [PicturePoint], in picture: PicturePyramid) -> DigitRow? {
    let frame = Homography(width: card.width, height: card.height, to: corners)
    let size = (width: Int((part.right - part.left) * scale), height: Int((part.bottom - part.top) * scale))
    let places = [(part.left, part.top), (part.right, part.top), (part.right, part.bottom), (part.left, part.bottom)]
    return row(
      within: places.map { frame($0.0, $0.1) }, size, heights: heights.map { $0 * scale }, slopes: [0, -0.03, 0.03],
      picture)
  }

  /// The row of digits in a picture in which no card was found.
  private static func row(anywhereIn corners: [PicturePoint], of picture: PicturePyramid) -> DigitRow? {
    let sides = ((corners[1] - corners[0]).length, (corners[3] - corners[0]).length)
    let factor = min(1, anywhereSide / max(sides.0, sides.1))
    let size = (width: Int(sides.0 * factor), height: Int(sides.1 * factor))
    return row(
      within: corners, size, heights: [6.5, 8, 10, 12.5, 15.5, 19],
      slopes: [0, -0.06, 0.06, -0.12, 0.12, -0.18, 0.18, -0.25, 0.25, -0.33, 0.33],
      picture)
  }
  /// The long side of the plane in which the row is searched where no card was found, in pixels.
  private static let anywhereSide = 640.0

  private static func row(
    within corners: [PicturePoint], _ size: (width: Int, height: Int), heights: [Double], slopes: [Double],
    _ picture: PicturePyramid
  ) -> DigitRow? {
    guard let map = picture.sampled(corners, width: size.width, height: size.height) else { return nil }
    let rows = TextRowFinder(map).rows(
      heights: heights, slopes: slopes, atMost: rowsRead)
    let frame = Homography(width: Double(size.width), height: Double(size.height), to: corners)
    return DigitRowReader(picture: picture).read(rows, in: frame)
  }
}

/// What was read of a card's number. It is personal data, and only compared.
public struct CardNumberReading: Sendable {
  fileprivate let row: DigitRow

  /// Whether the card bears a number.
  public func answer(for number: CardNumber) -> CardNumberAnswer { NumberComparison.answer(row, for: number) }
}

extension CardNumberReading: CustomStringConvertible, CustomReflectable {
  /// Says nothing of the digits.
  public var description: String { "a number" }
  /// A mirror without children, for the same reason.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
