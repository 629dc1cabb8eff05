import ObjectStorage

/// Where a copy of a store is made.
public struct StoreDestination: Sendable, Hashable {
  /// The copy's folder.
  public let folder: String
  /// The database for everything but the pictures; nil for one in the folder.
  public let database: DatabaseAddress?
  /// The object storage for the pictures; nil for files in the folder.
  public let pictures: ObjectPlace?
  /// Where the key comes from that protects the pictures; nil for pictures that are not encrypted.
  public let pictureKey: PictureKeySource?

  /// A folder, and what will be elsewhere.
  public init(
    folder: String, database: DatabaseAddress? = nil, pictures: ObjectPlace? = nil, pictureKey: PictureKeySource? = nil
  ) {
    self.folder = folder
    self.database = database
    self.pictures = pictures
    self.pictureKey = pictureKey
  }
}

/// What a copy consists of.
public struct CopySummary: Sendable, Hashable {
  /// The copy's folder.
  public let folder: String
  /// How many rows were copied and compared.
  public let rows: Int
  /// How many pictures were copied and compared with their digests.
  public let pictures: Int
}
