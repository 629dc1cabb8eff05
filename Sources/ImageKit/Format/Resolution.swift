/// A resolution that a file states, in dots per inch.
public struct Resolution: Sendable, Hashable {
  /// The part of a file that states a resolution.
  public enum Place: String, Sendable, Hashable {
    /// The JFIF header of a JPEG.
    case jfif = "JFIF"
    /// The EXIF block.
    case exif = "EXIF"
    /// The pHYs chunk of a PNG.
    case png = "pHYs"
  }

  /// Where it is stated.
  public var place: Place
  /// The dots per inch of the width.
  public var across: Double
  /// The dots per inch of the height.
  public var down: Double

  /// A resolution; `across` and `down` are dots per inch.
  public init(_ place: Place, across: Double, down: Double) {
    self.place = place
    self.across = across
    self.down = down
  }

  /// The dots per inch as a whole number, because PNG counts by the metre, where 300 dpi become 299.9994; nil if width
  /// and height differ.
  public var dpi: Int? {
    let (across, down) = (Int(clamping: across), Int(clamping: down))
    return across == down ? across : nil
  }

  /// The figures and where they are stated: `300 dpi (JFIF)`, `300 × 72 dpi (EXIF)`.
  public var text: String {
    let (across, down) = (Int(clamping: across), Int(clamping: down))
    return (across == down ? "\(across)" : "\(across) × \(down)") + " dpi (\(place.rawValue))"
  }
}

extension Int {
  /// The whole number closest to a number that is not negative.
  fileprivate init(clamping number: Double) { self = Int(exactly: number.rounded()) ?? .max }
}
