/// One page of a PDF that ``PicturePages`` makes.
public struct PrintedPage: Sendable, Hashable {
  /// What fills the page.
  public enum Content: Sendable, Hashable {
    /// An upright JPEG file. It goes into the PDF byte for byte.
    case picture([UInt8])
    /// Lines of text; the first one is the heading.
    case lines([String])
  }

  /// What fills the page.
  public let content: Content
  /// The lines below it.
  public let caption: [String]
  /// What stands at the right end of the first line below it, such as `1 / 12`.
  public let mark: String
  /// The page's entry in the reader's list of contents; nil for none.
  public let bookmark: String?

  /// A page.
  public init(_ content: Content, caption: [String] = [], mark: String = "", bookmark: String? = nil) {
    self.content = content
    self.caption = caption
    self.mark = mark
    self.bookmark = bookmark
  }

  /// Every text on it.
  var texts: [String] {
    var texts = caption + [mark]
    if case .lines(let lines) = content { texts += lines }
    return texts.filter { !$0.isEmpty }
  }
}
