import CPages

/// The size of a document's page when it stands upright.
public struct PageSize: Sendable, Hashable {
  /// A number for the width and one for the height.
  public struct Extent<Number: Sendable & Hashable>: Sendable, Hashable {
    /// The number for the width.
    public var across: Number
    /// The number for the height.
    public var down: Number
  }

  /// The size in pixels; nil for a page of a PDF, which has none of its own.
  public let pixels: Extent<Int>?
  /// The resolution in dots per inch; nil for a page of a PDF, and where a TIFF states none.
  public let dpi: Extent<Double>?
  /// The size on paper, in millimetres; nil where a TIFF states no resolution.
  public let millimetres: Extent<Double>?

  /// The size as the reading program answers it.
  init(_ size: cpages_size, _ kind: DocumentKind) {
    func paper(_ across: Double, _ down: Double) -> Extent<Double> {
      Extent(across: Double(size.width) / across * 25.4, down: Double(size.height) / down * 25.4)
    }
    switch kind {
    case .pdf:
      (pixels, dpi) = (nil, nil)
      millimetres = paper(7200, 7200)
    case .tiff:
      pixels = Extent(across: Int(size.width), down: Int(size.height))
      let isKnown = size.across > 0 && size.down > 0
      dpi = isKnown ? Extent(across: Double(size.across) / 100, down: Double(size.down) / 100) : nil
      millimetres = dpi.map { paper($0.across, $0.down) }
    }
  }

  /// The name of the paper, such as `A4`; nil where a side differs by more than two millimetres.
  public var paper: String? {
    guard let millimetres else { return nil }
    let (short, long) = (min(millimetres.across, millimetres.down), max(millimetres.across, millimetres.down))
    return Self.papers.first { abs($0.short - short) <= 2 && abs($0.long - long) <= 2 }?.name
  }

  private static let papers: [(name: String, short: Double, long: Double)] = [
    ("A3", 297, 420), ("A4", 210, 297), ("A5", 148, 210), ("A6", 105, 148), ("B5", 176, 250), ("Letter", 215.9, 279.4),
  ]
}
