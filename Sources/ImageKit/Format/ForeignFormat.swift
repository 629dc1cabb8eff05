import Wording

/// A format that people upload by mistake. It is recognised so that the error can say how to convert the file.
public enum ForeignFormat: String, Sendable, Hashable, CaseIterable {
  /// A picture or drawing in an unsupported format.
  case gif, bmp, tiff, jpegXL, jpeg2000, svg
  /// A camera's raw photo, in DNG or in a manufacturer's format: Canon, Nikon, Sony, Fujifilm, Olympus, Panasonic,
  /// Pentax, Samsung, Phase One.
  case dng, cr2, cr3, crw, nef, arw, raf, orf, rw2, pef, srw, iiq
  /// A raw photo in another manufacturer's format.
  case raw
  /// A document that may contain the scanned page.
  case pdf
  /// A video.
  case video
  /// A ZIP, RAR or 7z archive; office documents are ZIP archives too.
  case archive
  /// UTF-8 text.
  case text

  /// Recognises a format by its first bytes; nil if they are unknown.
  public init?(sniffing bytes: [UInt8]) {
    func has(_ signature: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: signature.utf8) }
    if has("ftypcrx ", at: 4) {
      self = .cr3
    } else if has("ftyp", at: 4) {
      self = .video
    } else if bytes.starts(with: [0xFF, 0x0A]) || has("JXL ", at: 4) {
      self = .jpegXL
    } else if has("jP  ", at: 4) || bytes.starts(with: [0xFF, 0x4F, 0xFF, 0x51]) {
      self = .jpeg2000
    } else if has("GIF8") {
      self = .gif
    } else if has("BM") && bytes.count > 14 && bytes[6...9].allSatisfy({ $0 == 0 }) {
      self = .bmp
    } else if has("FUJIFILMCCD-RAW") {
      self = .raf
    } else if has("IIRO") || has("IIRS") || has("MMOR") {
      self = .orf
    } else if has("IIU\0") {
      self = .rw2
    } else if has("HEAPCCDR", at: 6) {
      self = .crw
    } else if has("II*\0") || has("MM\0*") || has("II+\0") || has("MM\0+") {
      self = Self.raw(inTIFF: bytes) ?? .tiff
    } else if Self.beginsPDF(bytes) {
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

  /// Whether a PDF begins within the first 1,024 bytes, as readers accept it (ISO 32000-1, annex H, note 13).
  private static func beginsPDF(_ bytes: [UInt8]) -> Bool {
    let mark = Array("%PDF-".utf8)
    return bytes.prefix(1024 + mark.count).indices.contains { bytes[$0...].starts(with: mark) }
  }

  /// The raw format of a TIFF file; nil if the file is an ordinary picture or a scan.
  private static func raw(inTIFF bytes: [UInt8]) -> Self? {
    let mark = String(decoding: bytes.dropFirst(8).prefix(4), as: UTF8.self)
    if mark.hasPrefix("CR\u{2}") { return .cr2 }
    if mark == "IIII" || mark == "MMMM" { return .iiq }
    guard let facts = ExifFacts(ByteView(bytes[...])), facts.isRaw else { return nil }
    if facts.isDNG { return .dng }
    let maker = facts.maker?.lowercased() ?? ""
    let makers: KeyValuePairs = [
      "nikon": Self.nef, "sony": .arw, "pentax": .pef, "ricoh": .pef, "samsung": .srw, "phase one": .iiq, "canon": .cr2,
    ]
    return makers.first { maker.hasPrefix($0.key) }?.value ?? .raw
  }

  /// Whether the format is a camera's raw format.
  private var isRaw: Bool {
    switch self {
    case .raw, .dng, .cr2, .cr3, .crw, .nef, .arw, .raf, .orf, .rw2, .pef, .srw, .iiq: true
    case .gif, .bmp, .tiff, .jpegXL, .jpeg2000, .svg, .pdf, .video, .archive, .text: false
    }
  }

  /// Whether the first bytes are UTF-8 text without control characters.
  private static func looksLikeText(_ bytes: [UInt8]) -> Bool {
    // The end of the prefix may cut one character in two, which decodes to one replacement character; more than one
    // means that the bytes are not text.
    let beginning = String(decoding: bytes.prefix(512), as: UTF8.self)
    let bad = beginning.unicodeScalars.filter {
      $0 == "\u{FFFD}" || ($0.value < 32 && !"\t\n\r\u{C}".unicodeScalars.contains($0))
    }
    return !beginning.isEmpty && bad.count <= (bytes.count > 512 ? 1 : 0)
  }

  /// Whether the format comes from a camera or scanner, so that the file holds a photo the user wants to keep.
  public var isMadeByCamera: Bool { showsAPicture || self == .video }

  /// Whether the format shows a picture when opened, so that the format is wrong rather than the content.
  var showsAPicture: Bool {
    switch self {
    case .gif, .bmp, .tiff, .jpegXL, .jpeg2000, .pdf, .svg: true
    case .video, .archive, .text: false
    default: isRaw
    }
  }

  /// The common name of the format.
  var name: Bilingual {
    switch self {
    case .gif: Bilingual("a GIF picture", "GIF 图片")
    case .bmp: Bilingual("a BMP picture", "BMP 图片")
    case .tiff: Bilingual("a TIFF picture", "TIFF 图片")
    case .raw: Bilingual("a camera's raw photo", "相机 RAW 原片")
    case .jpegXL: Bilingual("a JPEG XL picture", "JPEG XL 图片")
    case .jpeg2000: Bilingual("a JPEG 2000 picture", "JPEG 2000 图片")
    case .pdf: Bilingual("a PDF document", "PDF 文档")
    case .svg: Bilingual("an SVG drawing", "SVG 图形")
    case .video: Bilingual("a video", "视频")
    case .archive: Bilingual("an archive or office document", "压缩包或办公文档")
    case .text: Bilingual("text", "文本")
    default: Bilingual("a camera's raw photo (\(rawValue.uppercased()))", "相机 RAW 原片（\(rawValue.uppercased())）")
    }
  }

  /// How to convert the format to JPEG.
  var advice: Bilingual {
    switch self {
    case .gif, .bmp, .svg, .jpegXL, .jpeg2000:
      Bilingual("Open it and save it as JPEG.", "请打开后另存为 JPEG。")
    case .tiff:
      Bilingual(
        "Scan again with JPEG chosen as the file type, or open it and save it as JPEG.",
        "请在扫描程序中将文件类型选为 JPEG 后重新扫描，或打开后另存为 JPEG。")
    case .raw, .dng, .cr2, .cr3, .crw, .nef, .arw, .raf, .orf, .rw2, .pef, .srw, .iiq:
      Bilingual(
        "Choose JPEG instead of RAW in the camera's settings, or export the photo as JPEG.",
        "请在相机设置中关闭 RAW 改用 JPEG 拍摄，或将照片导出为 JPEG。")
    case .pdf:
      Bilingual("Photograph the page, or save it as a JPEG picture.", "请拍摄该页，或将页面另存为 JPEG 图片。")
    case .archive:
      Bilingual(
        "Take the photo out of it, or photograph the page.", "请取出其中的照片，或直接拍摄该页。")
    case .video:
      Bilingual("Take a photo instead.", "请改为拍摄照片。")
    case .text:
      Bilingual("Choose the photo itself.", "请选择照片本身。")
    }
  }
}
