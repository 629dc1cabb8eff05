import CHEIF

extension HEIFTileReader {
  /// The planes of a picture that is built from rows of tiles.
  struct Canvas {
    /// How its samples are coded.
    let colour: CodedColour
    private let frame: cheif_frame
    private let shown: (columns: Range<Int>, rows: Range<Int>)
    private let tile: (width: Int, height: Int)
    private let levels: SampleLevels
    private var planes: [PlaneBuilder]

    /// An empty canvas for tiles like one.
    init(
      frame: cheif_frame, colour: CodedColour, shown: (columns: Range<Int>, rows: Range<Int>),
      tile: (width: Int, height: Int), factor: Int
    ) {
      self.frame = frame
      self.colour = colour
      self.shown = shown
      self.tile = tile
      levels = SampleLevels(bits: Int(frame.bits), isFullRange: colour.isFullRange)
      planes = (0..<Int(frame.components)).map { plane in
        let columns = Self.samples(of: shown.columns, sharedBy: plane == 0 ? 1 : Int(frame.horizontal_subsampling))
        let rows = Self.samples(of: shown.rows, sharedBy: plane == 0 ? 1 : Int(frame.vertical_subsampling))
        return PlaneBuilder(width: columns.count, height: rows.count, factor: factor)
      }
    }

    /// The samples of a plane that belong to columns or rows of the picture.
    private static func samples(of pixels: Range<Int>, sharedBy count: Int) -> Range<Int> {
      pixels.lowerBound / count..<(pixels.upperBound + count - 1) / count
    }

    /// Adds a row of tiles, whose first line of pixels is the picture's line `top`. Where a tile is missing, all
    /// samples get the largest value.
    mutating func add(_ row: [CodedPicture?], _ format: PictureFormat, top: Int) throws(DecodingError) {
      let height = row.lazy.compactMap(\.self).first.map { Int($0.frame.height) } ?? tile.height
      for case let tile? in row {
        let isAlike =
          tile.frame.components == frame.components && tile.frame.bits == frame.bits
          && tile.frame.horizontal_subsampling == frame.horizontal_subsampling
          && tile.frame.vertical_subsampling == frame.vertical_subsampling && tile.frame.height == height
        guard isAlike else { throw .corrupt(format, reason: "the tiles differ from each other") }
      }
      let lines = shown.rows.clamped(to: top..<top + height)
      for plane in planes.indices {
        let across = plane == 0 ? 1 : Int(frame.horizontal_subsampling)
        let down = plane == 0 ? 1 : Int(frame.vertical_subsampling)
        let columns = Self.samples(of: shown.columns, sharedBy: across)
        let table = plane == 0 || colour.matrix == 0 ? levels.luma : levels.chroma
        var samples = [UInt8](repeating: 255, count: columns.count)
        for y in Self.samples(of: lines, sharedBy: down) {
          samples.withUnsafeMutableBufferPointer { samples in
            for (index, piece) in row.enumerated() {
              let left = index * tile.width / across
              let width = ((piece.map { Int($0.frame.width) } ?? tile.width) + across - 1) / across
              let part = columns.clamped(to: left..<left + width)
              guard let piece, !part.isEmpty else { continue }
              piece.copyRow(
                plane, x: part.lowerBound - left, y: y - top / down, through: table,
                into: UnsafeMutableBufferPointer(
                  rebasing: samples[part.lowerBound - columns.lowerBound..<part.upperBound - columns.lowerBound]))
            }
          }
          samples.withUnsafeBufferPointer { planes[plane].add($0) }
        }
      }
    }

    /// The picture.
    consuming func finished() -> PlanarPicture {
      let built = planes.map { $0.finished() }
      return PlanarPicture(
        luma: built[0], chroma: built.count == 3 ? .init(blue: built[1], red: built[2]) : nil,
        horizontalSubsampling: built.count == 3 ? Int(frame.horizontal_subsampling) : 1,
        verticalSubsampling: built.count == 3 ? Int(frame.vertical_subsampling) : 1)
    }
  }
}
