import ObjectStorage

/// Where a copy of a store is made.
public struct StoreDestination: Sendable, Hashable {
  /// The copy's folder.
  public let folder: String
  /// The database for everything but the pictures; nil for one in the folder.
  public let database: DatabaseAddress?
  /// The object storage for the pictures; nil for files in the folder.
  public let pictures: ObjectPlace?

  /// A folder, and what will be elsewhere.
  public init(folder: String, database: DatabaseAddress? = nil, pictures: ObjectPlace? = nil) {
    self.folder = folder
    self.database = database
    self.pictures = pictures
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
