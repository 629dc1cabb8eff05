import Wording

/// Why a page of a document cannot be made into a picture.
public enum DocumentError: DescribedError, Hashable {
  /// The document can be opened only with a password.
  case locked(DocumentKind)
  /// The document contradicts its format, or a part of it is missing.
  case damaged(DocumentKind)
  /// There is no page of that number.
  case noSuchPage(Int, of: Int)
  /// There are several pages, and none was chosen.
  case severalPages(Int)
  /// There are more pages than are read.
  case tooManyPages(Int, limit: Int)
  /// The page is too large, or has no area.
  case pageSize(DocumentKind)
  /// Showing the page takes more memory than the reading program may use.
  case outOfMemory(DocumentKind)
  /// Showing the page takes longer than the reading program may run.
  case tookTooLong(DocumentKind)
  /// The document is of a kind that cannot be read.
  case unsupported(DocumentKind)
  /// A font is neither in the document nor on this system, so that text would be missing.
  case missingFont
  /// The reading program crashed on this document.
  case crashed(DocumentKind)
  /// The reading program is not installed. `path` is where it should be.
  case readerMissing(path: String)
  /// The system does not let the reading program be confined, and without that it reads nothing.
  case notConfined
  /// The reading program answered something else than a page.
  case wrongAnswer

  /// A stable, machine-readable name of the error.
  public var code: String {
    switch self {
    case .locked: "password-needed"
    case .damaged: "damaged-document"
    case .noSuchPage: "no-such-page"
    case .severalPages: "several-pages"
    case .tooManyPages: "too-many-pages"
    case .pageSize: "page-size"
    case .outOfMemory: "too-much-memory"
    case .tookTooLong: "too-slow"
    case .unsupported: "unsupported-document"
    case .missingFont: "missing-font"
    case .crashed: "unreadable-document"
    case .readerMissing: "page-reader-missing"
    case .notConfined: "page-reader-not-confined"
    case .wrongAnswer: "page-reader-fault"
    }
  }

  /// Whether the cause is this system and not the document.
  public var isOurs: Bool {
    switch self {
    case .readerMissing, .notConfined, .wrongAnswer: true
    default: false
    }
  }

  /// Whether the caller only has to choose another page.
  public var asksForPage: Bool {
    switch self {
    case .noSuchPage, .severalPages: true
    default: false
    }
  }

  /// What is wrong, and how to resolve it when that takes no program.
  public var explanation: Bilingual {
    switch self {
    case .locked(let kind):
      Bilingual(
        "The \(kind.name) document needs a password. Open it, print it to a new PDF without a password, and choose that.",
        "该 \(kind.name) 文档设有密码。请打开后打印或另存为不带密码的 PDF，再选择新文件。")
    case .damaged(let kind):
      Bilingual(
        "The \(kind.name) document is damaged or not complete. Download or scan it again.",
        "\(kind.name) 文档已损坏或不完整，请重新下载或扫描。")
    case .noSuchPage(let page, let count):
      Bilingual(
        "The document has \(count) \(count == 1 ? "page" : "pages"), so there is no page \(page).",
        "文档共 \(count) 页，没有第 \(page) 页。")
    case .severalPages(let count):
      Bilingual("The document has \(count) pages. Choose one of them.", "文档共 \(count) 页，请选择其中一页。")
    case .tooManyPages(let count, let limit):
      Bilingual(
        "The document has \(count) pages, more than the \(limit) allowed. Save the page you need as a document of its own.",
        "文档共 \(count) 页，超过允许的 \(limit) 页。请将所需的页面另存为单独的文档。")
    case .pageSize(let kind):
      Bilingual(
        "The page is too large to be shown, or has no area. Print it to a new \(kind.name) document on A4 paper.",
        "页面尺寸过大或为零，无法显示。请重新生成 A4 幅面的 \(kind.name) 文档。")
    case .outOfMemory(let kind):
      Bilingual(
        "Showing this page of the \(kind.name) document takes more memory than allowed. Scan or save it at a lower resolution.",
        "显示该 \(kind.name) 页面所需内存超过上限，请降低分辨率后重新扫描或保存。")
    case .tookTooLong(let kind):
      Bilingual(
        "Showing this page of the \(kind.name) document takes too long. Save the page again, or scan it at a lower resolution.",
        "显示该 \(kind.name) 页面耗时过长，请重新保存该页，或降低分辨率后重新扫描。")
    case .unsupported(let kind):
      Bilingual(
        "This kind of \(kind.name) is not supported. Open it and save it as JPEG.",
        "不支持这种 \(kind.name) 文件，请打开后另存为 JPEG。")
    case .missingFont:
      Bilingual(
        "The page uses a font that is neither in the document nor on this system, so text would be missing. Save it with its "
          + "fonts embedded, or as a JPEG picture.",
        "页面使用的字体既未嵌入文档，本系统也没有，文字会缺失。请保存为嵌入字体的 PDF，或另存为 JPEG 图片。")
    case .crashed(let kind):
      Bilingual(
        "The \(kind.name) document cannot be read; it is probably damaged. Save the page as a JPEG picture.",
        "无法读取该 \(kind.name) 文档，文件可能已损坏。请将页面另存为 JPEG 图片。")
    case .readerMissing(let path):
      Bilingual(
        "PDF and TIFF cannot be read, because the program for them is missing: \(path). Install the whole package again.",
        "缺少读取 PDF 和 TIFF 的程序，请重新完整安装：\(path)")
    case .notConfined:
      Bilingual(
        "PDF and TIFF are not read here, because this system cannot confine the program that reads them (seccomp). Save the "
          + "page as JPEG.",
        "本系统不支持隔离运行读取程序，因此不读取 PDF 和 TIFF。请将页面另存为 JPEG。")
    case .wrongAnswer:
      Bilingual(
        "The program that reads PDF and TIFF gave a wrong answer. Install the whole package again, and report it if that "
          + "does not help.",
        "读取 PDF 和 TIFF 的程序返回结果有误，请重新完整安装；如仍有问题请反馈。")
    }
  }
}
