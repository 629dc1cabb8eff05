extension PictureRules {
  /// The colours of a picture's pixels.
  public enum Colour: String, Sendable, Hashable, CaseIterable {
    /// Any.
    case any
    /// sRGB: the file states sRGB or no colour space.
    case sRGB = "srgb"
    /// Shades of grey.
    case grey
    /// Black and white without shades, as of a scanned signature.
    case blackAndWhite = "black-and-white"
  }

  /// Requires colours, and makes black and white as PNG where that is accepted: a JPEG has shades of grey beside every
  /// edge.
  public mutating func require(_ colour: Colour) {
    self.colour = colour
    if colour == .blackAndWhite, formats.contains(.png) { makes = .png }
  }

  /// The background of a portrait, judged by the picture's upper border.
  public struct Background: Sendable, Hashable {
    /// The colours that are accepted; at least one.
    public var colours: [RGBColour]
    /// How far red, green or blue of the border may differ from the colour, 0 to 255.
    public var tolerance: Int

    /// A background of one of these colours.
    public init(colours: [RGBColour], tolerance: Int = 40) {
      self.colours = colours
      self.tolerance = tolerance
    }

    /// Whether a colour is accepted.
    public func accepts(_ colour: RGBColour) -> Bool { colours.contains { $0.distance(to: colour) <= tolerance } }
  }

  /// Whether a watermark may or must be on a picture.
  public enum Stamping: String, Sendable, Hashable, CaseIterable {
    /// Without one the picture is returned.
    case required
    /// Either way.
    case allowed
    /// With one the picture is returned.
    case forbidden
  }
}

/// A colour in sRGB.
public struct RGBColour: Sendable, Hashable {
  /// Red, 0 to 255.
  public var red: UInt8
  /// Green, 0 to 255.
  public var green: UInt8
  /// Blue, 0 to 255.
  public var blue: UInt8

  /// A colour of three samples.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// White.
  public static let white = RGBColour(red: 255, green: 255, blue: 255)

  /// The names that ``init(_:)`` knows. Blue and red are those of Chinese identity photos.
  public static let named: [String: RGBColour] = [
    "white": white, "black": RGBColour(red: 0, green: 0, blue: 0), "grey": RGBColour(red: 128, green: 128, blue: 128),
    "blue": RGBColour(red: 67, green: 142, blue: 219), "light-blue": RGBColour(red: 173, green: 216, blue: 230),
    "red": RGBColour(red: 255, green: 0, blue: 0),
  ]

  /// A colour by its name (``named``) or as `#RRGGBB`; nil for any other text.
  public init?(_ text: String) {
    if let colour = Self.named[text] {
      self = colour
      return
    }
    let digits = text.dropFirst()
    guard text.first == "#", digits.count == 6, digits.allSatisfy(\.isHexDigit), let number = UInt32(digits, radix: 16)
    else { return nil }
    self.init(red: UInt8(number >> 16), green: UInt8(number >> 8 & 255), blue: UInt8(number & 255))
  }

  /// The colour as `#RRGGBB`.
  public var code: String {
    "#"
      + [red, green, blue].map { sample in
        let digits = String(sample, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }

  /// Whether it is a shade of grey.
  var isGrey: Bool { red == green && green == blue }

  /// The largest difference of red, green and blue.
  func distance(to other: RGBColour) -> Int {
    [(red, other.red), (green, other.green), (blue, other.blue)].map { abs(Int($0) - Int($1)) }.max()!
  }
}
