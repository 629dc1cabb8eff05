import Wording

/// What a portal accepts of a picture, as data: how large it is, which pixels and format it has, what it is called.
///
/// A part without a value requires nothing. ``contradictions`` finds rules that no picture can meet.
///
/// ```swift
/// var rules = PictureRules()
/// rules.bytes.minimum = 20_000
/// rules.bytes.maximum = 45_000
/// rules.pixels.width = .exactly(295)
/// rules.pixels.height = .exactly(413)
/// ```
public struct PictureRules: Sendable, Hashable {
  /// The size of the file.
  public var bytes = Bytes()
  /// The number of pixels on each side.
  public var pixels = Pixels()
  /// The ratio of width to height; nil for any.
  public var ratio: Ratio?
  /// How a picture gets another shape, where ``pixels`` or ``ratio`` require one.
  public var fit = Fit.refuse
  /// The resolution in dots per inch that the file must state; nil for any or none.
  public var dpi: Int?
  /// The formats that are accepted.
  public var formats: Set<PictureFormat> = [.jpeg, .png]
  /// The format in which a picture is made: JPEG or PNG.
  public var makes = PictureFormat.jpeg
  /// The colours of the pixels.
  public var colour = Colour.any
  /// The background of a portrait; nil where it is not judged. It is never painted.
  public var background: Background?
  /// The file's name.
  public var fileName = FileName()
  /// All files of one person together.
  public var set = WholeSet()
  /// Whether a watermark may or must be on the picture.
  public var watermark = Stamping.allowed
  /// Where the figures were read; nil where nobody said.
  public var source: Source?
  /// What the portal requires and no program here judges, such as the position of the face. Reports list it as not
  /// checked.
  public var notChecked: [Bilingual] = []
  /// The most pixels of a photo that a picture is made from, by the photo's header. A small file can declare many
  /// pixels, and each costs time and memory.
  public var maxPhotoPixels = 200_000_000

  /// Rules that every JPEG and PNG meets.
  public init() {}

  /// The rules of the portals of the medical licensing examination: JPEG or PNG, at most 204,800 bytes (200 KB of 1,024
  /// bytes), a short side of at least 200 pixels. Made are at most 200,000 bytes, which is within 200 KB of either kind.
  public static let licensing: PictureRules = {
    var rules = PictureRules()
    rules.bytes.maximum = 204_800
    rules.bytes.makeAtMost = 200_000
    rules.pixels.shortSide.minimum = 200
    return rules
  }()
}

extension PictureRules {
  /// The size of a file, in bytes.
  public struct Bytes: Sendable, Hashable {
    /// The smallest file that is accepted; nil for any.
    public var minimum: Int?
    /// The largest file that is accepted; nil for any.
    public var maximum: Int?
    /// The smallest file that is made; nil for ``minimum``.
    public var makeAtLeast: Int?
    /// The largest file that is made; nil for ``maximum``.
    public var makeAtMost: Int?
    /// How many bytes the portal means by a kilobyte.
    public var kilobyte = Kilobyte.either

    /// Any size.
    public init() {}

    /// Whether a file of this many bytes is accepted.
    public func accepts(_ count: Int) -> Bool { count >= minimum ?? 0 && count <= maximum ?? .max }

    /// The sizes that a made file may have. Without a maximum, a file of up to a megabyte is made, or of twice the
    /// minimum if that is more.
    public var made: ClosedRange<Int> {
      let least = max(0, makeAtLeast ?? minimum ?? 0)
      let most = makeAtMost ?? maximum ?? max(1_000_000, least.multipliedReportingOverflow(by: 2).partialValue)
      return least...max(least, most)
    }
  }

  /// How many bytes a portal means by a kilobyte. Most do not say.
  public enum Kilobyte: String, Sendable, Hashable, CaseIterable {
    /// 1,000 bytes.
    case thousand = "1000"
    /// 1,024 bytes.
    case binary = "1024"
    /// Not known: files are accepted that meet the limit by either reading, and files are made that meet it by both.
    case either
  }

  /// The number of pixels of a picture that stands upright.
  public struct Pixels: Sendable, Hashable {
    /// The width.
    public var width = Side()
    /// The height.
    public var height = Side()
    /// The longer of width and height.
    public var longSide = Side()
    /// The shorter of width and height.
    public var shortSide = Side()
    /// Whether a picture with too few pixels is enlarged. Otherwise it is refused.
    public var enlarge = false

    /// Any number of pixels.
    public init() {}

    /// Whether a picture of this size is accepted.
    public func accepts(width: Int, height: Int) -> Bool {
      self.width.accepts(width) && self.height.accepts(height) && longSide.accepts(max(width, height))
        && shortSide.accepts(min(width, height))
    }

    /// Width and height, where both are given exactly; otherwise nil.
    public var exact: (width: Int, height: Int)? {
      guard let width = width.exact, let height = height.exact else { return nil }
      return (width, height)
    }

    /// Whether both width and height are limited in some way, which rules out some shapes.
    var limitsShape: Bool { width != Side() && height != Side() }

    /// Whether any side has a minimum.
    var hasMinimum: Bool { [width, height, longSide, shortSide].contains { $0.minimum != nil } }
  }

  /// The limits of one side, in pixels.
  public struct Side: Sendable, Hashable {
    /// The fewest pixels; nil for any.
    public var minimum: Int?
    /// The most pixels; nil for any.
    public var maximum: Int?

    /// Limits of a side; nil for none.
    public init(minimum: Int? = nil, maximum: Int? = nil) {
      self.minimum = minimum
      self.maximum = maximum
    }

    /// Exactly this number of pixels.
    public static func exactly(_ pixels: Int) -> Side { Side(minimum: pixels, maximum: pixels) }

    /// The only number of pixels that is accepted; nil where there are several.
    public var exact: Int? { minimum == maximum ? minimum : nil }

    /// Whether this number of pixels is accepted.
    public func accepts(_ pixels: Int) -> Bool { pixels >= minimum ?? 0 && pixels <= maximum ?? .max }
  }
}
