/// How many bytes of each kind of metadata a file holds, kinds in the order in which they were met. A hostile file may
/// have millions of segments; this stays as small as there are kinds.
struct MetadataSizes {
  private(set) var list: [PictureFacts.Metadata] = []

  /// Counts one more piece.
  mutating func add(_ kind: PictureFacts.Metadata.Kind, _ bytes: Int) {
    if let index = list.firstIndex(where: { $0.kind == kind }) {
      list[index].bytes += bytes
    } else {
      list.append(.init(kind: kind, bytes: bytes))
    }
  }
}
