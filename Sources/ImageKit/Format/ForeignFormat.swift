/// A format that people upload by mistake, recognised so that they can be told what to do about it.
public enum ForeignFormat: String, Sendable, Hashable, CaseIterable {
  case heic, avif, webp, gif, bmp, tiff, pdf, svg, video, archive, text

  /// What stands at the beginning of bytes that are neither JPEG nor PNG, where it can be told.
  public init?(sniffing bytes: [UInt8]) {
    func has(_ signature: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: signature.utf8) }
    if has("ftyp", at: 4) {
      let brand = String(decoding: bytes.dropFirst(8).prefix(4), as: UTF8.self)
      switch brand {
      case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1": self = .heic
      case "avif", "avis": self = .avif
      default: self = .video
      }
    } else if has("RIFF") && has("WEBP", at: 8) {
      self = .webp
    } else if has("GIF8") {
      self = .gif
    } else if has("BM") && bytes.count > 14 && bytes[6...9].allSatisfy({ $0 == 0 }) {
      self = .bmp
    } else if has("II*\0") || has("MM\0*") {
      self = .tiff
    } else if has("%PDF-") {
      self = .pdf
    } else if has("PK\u{3}\u{4}") || has("Rar!") || has("7z") {
      self = .archive
    } else if Self.looksLikeText(bytes) {
      let beginning = String(decoding: bytes.prefix(512), as: UTF8.self)
      self = beginning.contains("<svg") ? .svg : .text
    } else {
      return nil
    }
  }

  /// Whether the first bytes are UTF-8 without control characters.
  private static func looksLikeText(_ bytes: [UInt8]) -> Bool {
    // A character cut in two by the prefix decodes to one replacement; more than that is no text.
    let beginning = String(decoding: bytes.prefix(512), as: UTF8.self)
    let bad = beginning.unicodeScalars.filter {
      $0 == "\u{FFFD}" || ($0.value < 32 && !"\t\n\r\u{C}".unicodeScalars.contains($0))
    }
    return !beginning.isEmpty && bad.count <= (bytes.count > 512 ? 1 : 0)
  }

  /// Whether people see a picture when they open it, so that the format is what is wrong and not the content.
  var showsAPicture: Bool {
    switch self {
    case .heic, .avif, .webp, .gif, .bmp, .tiff, .pdf, .svg: true
    case .video, .archive, .text: false
    }
  }

  /// What people call it.
  var name: Bilingual {
    switch self {
    case .heic: Bilingual("a HEIC photo", "HEIC 照片")
    case .avif: Bilingual("an AVIF picture", "AVIF 图片")
    case .webp: Bilingual("a WebP picture", "WebP 图片")
    case .gif: Bilingual("a GIF picture", "GIF 图片")
    case .bmp: Bilingual("a BMP picture", "BMP 图片")
    case .tiff: Bilingual("a TIFF picture", "TIFF 图片")
    case .pdf: Bilingual("a PDF document", "PDF 文档")
    case .svg: Bilingual("an SVG drawing", "SVG 图形")
    case .video: Bilingual("a video", "视频")
    case .archive: Bilingual("an archive or office document", "压缩包或办公文档")
    case .text: Bilingual("text", "文本")
    }
  }

  /// How to come to a JPEG from it.
  var advice: Bilingual {
    switch self {
    case .heic:
      Bilingual(
        "On an iPhone choose Settings › Camera › Formats › Most Compatible, or share the photo as JPEG.",
        "iPhone 请在“设置 › 相机 › 格式”中选择“兼容性最佳”后重拍，或以 JPEG 格式导出。")
    case .avif, .webp, .gif, .bmp, .tiff, .svg:
      Bilingual("Open it and save it as JPEG.", "请打开后另存为 JPEG。")
    case .pdf, .archive:
      Bilingual("Photograph the page, or export it as JPEG.", "请拍照，或将页面导出为 JPEG。")
    case .video:
      Bilingual("Take a photo instead.", "请改为拍摄照片。")
    case .text:
      Bilingual("Choose the photo itself.", "请选择照片本身。")
    }
  }
}
