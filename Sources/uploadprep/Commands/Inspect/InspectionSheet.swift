import ImageKit
import Wording

/// All facts about one picture, as `inspect` prints them.
struct InspectionSheet {
  let path: String
  let facts: PictureFacts
  let inspection: Inspection
  /// The page, where the picture is one of a document.
  var page: InspectedDocument.Page?

  private var findings: [Finding] { inspection.findings.map(\.withCommand) }

  /// The members that `check` prints too, followed by the others.
  func json(in language: Language) -> JSON {
    let sheet: JSON = [
      "path": .string(path), "ok": .bool(inspection.ok),
      "format": .string(page?.kind.rawValue ?? facts.format.rawValue),
      "width": .integer(facts.width), "height": .integer(facts.height),
      "bytes": .integer(page?.byteCount ?? inspection.byteCount),
      "orientation": .integer(facts.orientation.rawValue),
      "findings": .list(findings.map { $0.json(in: language) }),
      "components": .integer(facts.components), "bitDepth": .integer(facts.bitDepth),
      "chromaSubsampling": .optional(facts.chromaSubsampling), "progressive": .bool(facts.isProgressive),
      "colourProfile": .string(facts.colourProfile.words.english), "hasLocation": .bool(facts.hasLocation),
      "camera": .optional(facts.camera), "dateTaken": .optional(facts.dateTaken),
      "pictures": .integer(facts.pictureCount), "trailingBytes": .integer(facts.trailingBytes),
      "metadata": .list(facts.metadata.map { ["kind": .string($0.kind.rawValue), "bytes": .integer($0.bytes)] }),
      "dpi": .optional(facts.dpi), "resolutions": .list(facts.resolutions.map { .string($0.text) }),
      "content": content, "page": inspection.page?.json ?? .null,
    ]
    return page.map { sheet.adding(["pageNumber": .integer($0.number), "pages": .integer($0.count)]) } ?? sheet
  }

  /// What was measured of the content, and which paper it is; null where the content was not examined.
  private var content: JSON {
    guard let sight = inspection.sight else { return .null }
    return sight.json.adding([
      "paper": .optional(inspection.paper?.kind?.rawValue),
      "paperConfidence": .optional(inspection.paper.map { ($0.confidence * 1_000).rounded() / 1_000 }),
    ])
  }

  /// One line per fact, with the values aligned, and the result below.
  func text(on console: Console) -> String { Self.text(path, rows, isOK: inspection.ok, findings, on: console) }

  /// The lines of a sheet: a title, facts, and the result.
  static func text(
    _ path: String, _ rows: [(Bilingual, Bilingual)], isOK: Bool, _ findings: [Finding], on console: Console
  ) -> String {
    let rows = rows.map { (console.text($0.0), console.text($0.1)) }
    let column = (rows.map { Printable.width($0.0) }.max() ?? 0) + 2
    let lines = rows.map { label, value in
      console.output.paint(Printable.pad(label, to: column), .faint) + Printable.name(value)
    }
    let verdict =
      isOK
      ? console.output.paint("✓ " + console.text(Bilingual("Can be uploaded.", "可以上传。")), .good)
      : console.output.paint("✗ " + console.text(Bilingual("Cannot be uploaded:", "不能上传：")), .bad)
    let title = console.output.paint(Printable.name(path), .strong)
    return ([title, ""] + lines + ["", verdict] + findings.map { $0.line(on: console) })
      .joined(separator: "\n")
  }

  private var rows: [(Bilingual, Bilingual)] {
    var rows: [(Bilingual, Bilingual)] = [
      (Bilingual("Format", "格式"), format),
      (Bilingual("Size", "文件大小"), Self.size(page?.byteCount ?? inspection.byteCount)),
      (pixelsLabel, same("\(facts.width) × \(facts.height)")),
      (Bilingual("Orientation", "方向"), facts.orientation.words),
      (Bilingual("Colour", "颜色"), colour),
      (Bilingual("Colour profile", "色彩配置"), facts.colourProfile.words),
      (
        Bilingual("Location", "位置信息"),
        facts.hasLocation ? Bilingual("inside: it tells where it was taken", "有，会透露拍摄地点") : Bilingual("none", "无")
      ),
    ]
    if !facts.resolutions.isEmpty {
      let stated = Bilingual.list(facts.resolutions.map { same($0.text) })
      rows.append((Bilingual("Resolution", "分辨率"), stated))
    }
    if let camera = facts.camera { rows.append((Bilingual("Camera", "相机"), same(camera))) }
    if let date = facts.dateTaken { rows.append((Bilingual("Taken", "拍摄时间"), same(date))) }
    if facts.pictureCount > 1 {
      rows.append((Bilingual("Pictures in the file", "文件内图片数"), same("\(facts.pictureCount)")))
    }
    if facts.trailingBytes > 0 {
      rows.append((Bilingual("After the picture", "图片之后的数据"), same(ByteCount.size(facts.trailingBytes))))
    }
    if !facts.metadata.isEmpty {
      let kinds = facts.metadata.map { entry in
        let (name, size) = (entry.kind.name, ByteCount.size(entry.bytes))
        return Bilingual("\(name.english) \(size)", "\(name.chinese) \(size)")
      }
      let list = Bilingual.list(kinds)
      rows.append((Bilingual("Metadata", "元数据"), list))
    }
    let outline = inspection.page?.words ?? Bilingual("no four edges surely seen", "未能确定四条边")
    return rows + (inspection.sight?.rows ?? [])
      + (inspection.sight == nil ? [] : [(Bilingual("Shows", "材料类型"), paper), (Bilingual("Page", "页面"), outline)])
  }

  private var paper: Bilingual {
    guard let look = inspection.paper, let kind = look.kind else { return Bilingual("undecided", "无法判断") }
    let sure = Int(look.confidence * 100)
    return Bilingual("\(kind.words.english) (\(sure)% sure)", "\(kind.words.chinese)（把握 \(sure)%）")
  }

  private var pixelsLabel: Bilingual {
    page == nil ? Bilingual("Pixels as stored", "存储像素") : Bilingual("Pixels as drawn", "绘制像素")
  }

  private var format: Bilingual {
    if let page {
      let name = page.kind.name
      return Bilingual(
        "\(name), page \(page.number) of \(page.count)", "\(name)，第 \(page.number) 页，共 \(page.count) 页")
    }
    return switch (facts.format, facts.isProgressive) {
    case (let format, false): same(format.name)
    case (.jpeg, true): Bilingual("JPEG, progressive", "JPEG，渐进式")
    case (.png, true): Bilingual("PNG, interlaced", "PNG，隔行")
    case (let format, true): same(format.name)
    }
  }

  private var colour: Bilingual {
    let (components, depth) = (facts.components, facts.bitDepth)
    guard let sampling = facts.chromaSubsampling else {
      return Bilingual("\(components) × \(depth) bit", "\(components) × \(depth) 位")
    }
    return Bilingual("\(components) × \(depth) bit, \(sampling)", "\(components) × \(depth) 位，\(sampling)")
  }

  /// A number of bytes, rounded and exactly.
  static func size(_ bytes: Int) -> Bilingual {
    Bilingual("\(ByteCount.size(bytes)) (\(bytes) B)", "\(ByteCount.size(bytes))（\(bytes) 字节）")
  }

  private func same(_ text: String) -> Bilingual { Bilingual(text, text) }
}

extension ExifOrientation {
  /// The orientation, and the rotation that makes the picture upright.
  fileprivate var words: Bilingual {
    switch self {
    case .upright: Bilingual("upright (EXIF 1)", "端正（EXIF 1）")
    case .mirrored: Bilingual("mirrored left to right (EXIF 2)", "左右镜像（EXIF 2）")
    case .upsideDown: Bilingual("upside down (EXIF 3)", "上下颠倒（EXIF 3）")
    case .flipped: Bilingual("mirrored top to bottom (EXIF 4)", "上下镜像（EXIF 4）")
    case .transposed: Bilingual("mirrored and lying on its side (EXIF 5)", "镜像且侧放（EXIF 5）")
    case .turnClockwise: Bilingual("lying on its side: turn clockwise (EXIF 6)", "侧放，需顺时针旋转（EXIF 6）")
    case .transversed: Bilingual("mirrored and lying on its side (EXIF 7)", "镜像且侧放（EXIF 7）")
    case .turnCounterclockwise: Bilingual("lying on its side: turn counter-clockwise (EXIF 8)", "侧放，需逆时针旋转（EXIF 8）")
    }
  }
}

extension PictureFacts.Metadata.Kind {
  /// The kind's usual name.
  fileprivate var name: Bilingual {
    switch self {
    case .exif: Bilingual("Exif", "Exif")
    case .xmp: Bilingual("XMP", "XMP")
    case .iptc: Bilingual("IPTC", "IPTC")
    case .icc: Bilingual("ICC profile", "ICC 色彩配置")
    case .comment: Bilingual("comment", "注释")
    case .text: Bilingual("text", "文字")
    case .time: Bilingual("time", "时间")
    case .thumbnail: Bilingual("thumbnail", "缩略图")
    case .multiPicture: Bilingual("multi-picture index", "多图索引")
    case .animation: Bilingual("animation", "动画")
    case .video: Bilingual("video", "视频")
    case .other: Bilingual("other", "其他")
    }
  }
}

extension PictureFacts.ColourProfile {
  /// The colour space in a few words.
  fileprivate var words: Bilingual {
    switch self {
    case .none: Bilingual("none, so sRGB", "无，按 sRGB 处理")
    case .sRGB: Bilingual("sRGB", "sRGB")
    case .gamma(let exponent): Bilingual("gamma \(exponent)", "伽马 \(exponent)")
    case .coded(let colour):
      Bilingual(
        "code points \(colour.primaries)/\(colour.transfer)/\(colour.matrix)",
        "色彩代码 \(colour.primaries)/\(colour.transfer)/\(colour.matrix)")
    case .embedded(let bytes): Bilingual("ICC, \(ByteCount.size(bytes))", "ICC，\(ByteCount.size(bytes))")
    case .broken(let reason): Bilingual("broken ICC (\(reason))", "ICC 已损坏")
    }
  }
}
