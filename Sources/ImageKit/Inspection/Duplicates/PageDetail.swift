/// A page in a few kilobytes, with enough detail to tell one filled-in form from another, which a ``PerceptualHash``
/// alone cannot.
///
/// It is a small grey JPEG, made when a picture is inspected and kept with its hash, so that pictures can be compared
/// without their files.
public struct PageDetail: Sendable, Hashable {
  /// The JPEG.
  public let bytes: [UInt8]

  /// The most bytes of the JPEG.
  private static let mostBytes = 12_000
  /// The most pixels: print of 10 points on a whole page is then 9 pixels high.
  private static let mostPixels = 200_000.0

  /// A detail that was kept.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// The detail of a picture's luma; nil if it cannot be written in so few bytes.
  init?(of luma: Plane) {
    let scale = min(1, (Self.mostPixels / Double(luma.width * luma.height)).squareRoot())
    func side(_ side: Int) -> Int { max(1, Int((Double(side) * scale).rounded())) }
    let plane = PlaneScaler.reduce(luma, width: side(luma.width), height: side(luma.height))
    let encoder = BudgetEncoder(maxBytes: Self.mostBytes, effort: .fast)
    guard let encoded = try? encoder.encode(PlanarPicture(luma: plane, chroma: nil)) else { return nil }
    bytes = encoded.bytes
  }

  /// Its samples in one of the orientations; nil if the bytes are no picture.
  func luma(in state: ExifOrientation = .upright) -> Plane? {
    try? PictureDecoder().decode(bytes).upright().upright(from: state).luma
  }
}
