extension PictureRules {
  /// A ratio of width to height.
  public struct Ratio: Sendable, Hashable {
    /// The width's part, such as 3 of `3:4`.
    public var width: Double
    /// The height's part, such as 4 of `3:4`.
    public var height: Double
    /// How far a picture's ratio may differ, as a fraction of the ratio: 0.01 is one per cent. Half a pixel on either
    /// side is always allowed, because sides are whole numbers.
    public var tolerance: Double

    /// A ratio of two positive numbers.
    public init(width: Double, height: Double, tolerance: Double = 0.01) {
      self.width = width
      self.height = height
      self.tolerance = tolerance
    }

    /// The ratio in a text such as `3:4`; nil for any other text.
    public init?(_ text: String, tolerance: Double = 0.01) {
      let sides = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
      guard sides.count == 2, let width = sides[0], let height = sides[1], (0.01...100_000).contains(width),
        (0.01...100_000).contains(height)
      else { return nil }
      self.init(width: width, height: height, tolerance: tolerance)
    }

    /// Width divided by height.
    public var value: Double { width / height }

    /// Whether a picture of this size has the ratio.
    public func accepts(width: Int, height: Int) -> Bool {
      guard width > 0, height > 0 else { return false }
      let (width, height) = (Double(width), Double(height))
      let least = (width - 0.5) / (height + 0.5)
      let most = (width + 0.5) / (height - 0.5)
      return most >= value * (1 - tolerance) && least <= value * (1 + tolerance)
    }
  }

  /// How a picture of another shape gets the required one.
  public enum Fit: Sendable, Hashable {
    /// By margins of a colour; the whole picture is kept.
    case pad(RGBColour)
    /// By cutting off what is too much.
    case crop(Keeping)
    /// Not at all: the picture is refused.
    case refuse
  }

  /// Which part of a picture is kept when it is cropped to a shape.
  public enum Keeping: String, Sendable, Hashable, CaseIterable {
    /// The centre; for a portrait taken as such.
    case centre
    /// The page, which is found by its edges; the centre where there is none.
    case page
  }
}
