/// A page in a few kilobytes: enough to tell one filled-in form from another, which ``PerceptualHash`` cannot.
///
/// It is a small grey JPEG, made once when a picture is looked at and kept with the hash, so that a comparison needs neither
/// file again.
public struct PageDetail: Sendable, Hashable {
  /// The JPEG.
  public let bytes: [UInt8]

  /// The most bytes that one takes.
  private static let mostBytes = 12_000
  /// The most pixels that one has: print of 10 points on a whole page is then 9 pixels high.
  private static let mostPixels = 200_000.0

  /// One that was kept.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// That of a picture's luma; nil where it cannot be written in so few bytes.
  init?(of luma: Plane) {
    let scale = min(1, (Self.mostPixels / Double(luma.width * luma.height)).squareRoot())
    func side(_ side: Int) -> Int { max(1, Int((Double(side) * scale).rounded())) }
    let plane = PlaneScaler.reduce(luma, width: side(luma.width), height: side(luma.height))
    let encoder = BudgetEncoder(maxBytes: Self.mostBytes, effort: .fast)
    guard let encoded = try? encoder.encode(PlanarPicture(luma: plane, chroma: nil)) else { return nil }
    bytes = encoded.bytes
  }

  /// Its samples, in the state in which its page is to be compared; nil where it is no picture.
  func luma(in state: ExifOrientation = .upright) -> Plane? {
    try? PictureDecoder().decode(bytes).upright().upright(from: state).luma
  }
}
