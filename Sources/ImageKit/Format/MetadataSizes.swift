/// The number of bytes of each kind of metadata in a file, in the order in which the kinds first occur. Sizes are
/// summed by kind so that a hostile file with millions of segments needs no more memory.
struct MetadataSizes {
  private(set) var list: [PictureFacts.Metadata] = []

  /// Adds the size of one segment or chunk.
  mutating func add(_ kind: PictureFacts.Metadata.Kind, _ bytes: Int) {
    if let index = list.firstIndex(where: { $0.kind == kind }) {
      list[index].bytes += bytes
    } else {
      list.append(.init(kind: kind, bytes: bytes))
    }
  }
}
