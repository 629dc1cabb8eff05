import ImageKit
import ReviewStore
import Wording

/// Shares the bytes that a dossier may have among its pictures.
struct PictureBudget {
  /// A picture with fewer bytes can hardly be read, so none is made smaller than this.
  static let least = 10_000

  /// The most bytes of the whole.
  let limit: Int
  /// How many of them are no picture's.
  let around: Int

  /// Encodes pictures anew so that together they fit. Each gets a share in proportion to its size; those that are small
  /// already stay as they are.
  ///
  /// - Throws: ``DossierError``, `DecodingError`, `EncodingError`.
  func fit(_ files: [[UInt8]]) throws -> [[UInt8]] {
    let large = files.map(\.count).filter { $0 > Self.least }
    let kept = files.map(\.count).filter { $0 <= Self.least }.reduce(0, +)
    let budget = Double(limit - around - kept)
    let factor = budget / Double(max(1, large.reduce(0, +)))
    guard budget >= 0, large.allSatisfy({ Double($0) * factor >= Double(Self.least) }) else {
      // The smallest picture decides, because shares are in proportion.
      let smallest = Double(large.min() ?? 1)
      let needed = around + kept + Int((Double(large.reduce(0, +)) / smallest * Double(Self.least)).rounded(.up))
      throw DossierError.doesNotFit(pictures: files.count, limit: limit, needed: needed)
    }
    guard factor < 1 else { return files }
    return try files.map { file in
      guard file.count > Self.least else { return file }
      let picture = try PictureDecoder(limits: DecodingLimits()).decode(file).upright()
      return try BudgetEncoder(maxBytes: Int(Double(file.count) * factor)).encode(picture).bytes
    }
  }
}

/// Why a dossier cannot be written.
public enum DossierError: DescribedError, Equatable {
  /// The pictures would have to be too small to be read.
  case doesNotFit(pictures: Int, limit: Int, needed: Int)

  /// `too-many-bytes`.
  public var code: String { "too-many-bytes" }

  /// What is wrong, with figures.
  public var explanation: Bilingual {
    switch self {
    case .doesNotFit(let pictures, let limit, let needed):
      let sizes = (ByteCount.size(limit), ByteCount.size(needed))
      return Bilingual(
        "\(pictures) pictures do not fit into \(sizes.0) and stay readable. Allow at least \(sizes.1) (\(needed) bytes).",
        "\(pictures) 张图片无法在保持清晰可读的同时压缩到 \(sizes.0) 以内，至少需要 \(sizes.1)（\(needed) 字节）。")
    }
  }
}
