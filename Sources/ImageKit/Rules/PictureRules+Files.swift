extension PictureRules {
  /// What a file is called, and the folder that holds it.
  public struct FileName: Sendable, Hashable {
    /// The file's name, such as `{id-number}.jpg`; nil for any. Without an extension, that of the format is meant.
    public var pattern: NameTemplate?
    /// The name of the folder that holds the file; nil for any.
    public var folder: String?

    /// Any name in any folder.
    public init() {}
  }

  /// What is required of all files of one person together.
  public struct WholeSet: Sendable, Hashable {
    /// The fewest files; nil for any number.
    public var minimumFiles: Int?
    /// The most files; nil for any number.
    public var maximumFiles: Int?
    /// The most bytes of all files together; nil for any number.
    public var maximumBytes: Int?
    /// Whether they are handed in as one PDF of A4 pages, in their order.
    public var isOnePDF = false

    /// Any files.
    public init() {}
  }

  /// Where the figures of the rules were read. Figures go stale.
  public struct Source: Sendable, Hashable {
    /// The document's title.
    public var title: String
    /// Its address; nil where it has none.
    public var url: String?
    /// The day on which it was read, as `YYYY-MM-DD`.
    public var read: String

    /// A document and the day on which it was read.
    public init(title: String, url: String? = nil, read: String) {
      self.title = title
      self.url = url
      self.read = read
    }
  }
}
