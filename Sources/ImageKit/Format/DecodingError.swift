import Wording

/// Why a file cannot be decoded as a picture.
public enum DecodingError: DescribedError, Hashable {
  /// The file is empty.
  case empty
  /// The file is larger than the limit; its content was not read.
  case tooManyBytes(count: Int, limit: Int)
  /// The content is not in a supported picture format. `found` is the format that was recognised, if any.
  case notAPicture(found: ForeignFormat?)
  /// The picture's header declares more pixels than the limit.
  case tooManyPixels(width: Int, height: Int, limit: Int)
  /// The picture is wider or taller than the limit for one side, whatever its number of pixels.
  case sideTooLong(width: Int, height: Int, limit: Int)
  /// A progressive JPEG has more scans than any encoder writes, so it was probably made to exhaust the decoder.
  case tooManyScans
  /// The format is supported, but the picture uses a feature that portals and browsers do not support either.
  case unsupported(PictureFormat, reason: String)
  /// The file ends before any part of the picture can be decoded.
  case truncated(PictureFormat)
  /// The data is too damaged to decode a picture. `reason` is the decoder's own message.
  case corrupt(PictureFormat, reason: String)
  /// There is not enough memory for a picture of this size.
  case outOfMemory
  /// An internal error (a bug in this program), with the library's message.
  case fault(reason: String)

  /// A stable, machine-readable name of the error.
  public var code: String {
    switch self {
    case .empty: "empty-file"
    case .tooManyBytes: "too-many-bytes"
    // The finding for a picture in a format that the portal does not accept has the same code.
    case .notAPicture(let found): found?.showsAPicture == true ? "wrong-format" : "not-a-picture"
    case .tooManyPixels: "too-many-pixels"
    case .sideTooLong: "side-too-long"
    case .tooManyScans: "too-many-scans"
    case .unsupported: "unsupported-picture"
    case .truncated: "truncated"
    case .corrupt: "corrupt"
    case .outOfMemory: "out-of-memory"
    case .fault: "internal-fault"
    }
  }

  /// How a program can resolve the error.
  public enum Remedy: Sendable, Hashable {
    /// Make a picture of a page of the PDF or TIFF document.
    case preparePage
  }

  /// How a program can resolve the error. The caller words the remedy for its own users.
  public var remedy: Remedy? {
    self == .notAPicture(found: .pdf) || self == .notAPicture(found: .tiff) ? .preparePage : nil
  }

  /// What is wrong, and how to resolve it when that takes no program.
  public var explanation: Bilingual {
    switch self {
    case .empty:
      Bilingual(
        "The file is empty. Copy it from the phone again, or take the photo again.",
        "文件是空的。请从手机重新传输，或重新拍摄。")
    case .tooManyBytes(let count, let limit):
      Bilingual(
        "The file has \(count) bytes, more than the \(limit) allowed. Take an ordinary photo instead.",
        "文件有 \(count) 字节，超过允许的 \(limit) 字节。请改用普通照片。")
    case .notAPicture(let found?):
      Bilingual(
        "The file is \(found.name.english), which cannot be uploaded. \(found.advice.english)",
        "文件内容为“\(found.name.chinese)”，无法上传。\(found.advice.chinese)")
    case .notAPicture(nil):
      Bilingual(
        "The file is no picture, whatever its name says. Choose the photo itself.",
        "文件内容不是图片（与文件名无关）。请选择照片本身。")
    case .tooManyPixels(let width, let height, let limit):
      Bilingual(
        "The picture claims \(width) × \(height) pixels, more than the \(limit) allowed. Take it at a lower resolution.",
        "图片标称 \(width) × \(height) 像素，超过允许的 \(limit) 像素。请降低分辨率重新拍摄。")
    case .sideTooLong(let width, let height, let limit):
      Bilingual(
        "The picture claims \(width) × \(height) pixels, and no side may have more than \(limit). Choose the photo itself.",
        "图片标称 \(width) × \(height) 像素，单边不得超过 \(limit) 像素。请选择照片本身。")
    case .tooManyScans:
      Bilingual(
        "The JPEG is split into far more scans than a photo has. Open it in a picture program and save it again.",
        "该 JPEG 的扫描次数远超正常照片。请用看图软件打开后另存。")
    case .unsupported(let format, let reason):
      Bilingual(
        "The picture is a kind of \(format.name) that is not supported (\(reason)). Save it again as an ordinary JPEG.",
        "不支持这种 \(format.name) 图片\(DecoderReason.parenthesis(reason))。请另存为普通 JPEG。")
    case .truncated(let format):
      Bilingual(
        "The \(format.name) file ends before the picture does. Copy it again, it was probably not transferred whole.",
        "\(format.name) 文件不完整，图片内容缺失，可能未传输完毕。请重新传输。")
    case .corrupt(let format, let reason):
      Bilingual(
        "The \(format.name) file is damaged and cannot be shown (\(reason)). Copy it again, or take the photo again.",
        "\(format.name) 文件已损坏，无法显示\(DecoderReason.parenthesis(reason))。请重新传输或重新拍摄。")
    case .outOfMemory:
      Bilingual(
        "There is not enough memory for a picture of this size. Work on fewer pictures at a time.",
        "内存不足，无法处理这么大的图片。请减少同时处理的图片数量。")
    case .fault(let reason):
      Bilingual(
        "The program failed on this picture (\(reason)). Please report it, with the picture if you may.",
        "程序处理此图片时出错\(DecoderReason.parenthesis(reason))。请反馈，并在允许的情况下附上图片。")
    }
  }
}
