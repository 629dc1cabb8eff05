import CPNG

extension PNGDecoding {
  /// The planes of a picture that is built row by row, and its opacity if that is applied only after colours are
  /// converted. A picture whose rows come in order is reduced row by row, an interlaced one at the end.
  struct Canvas {
    let width: Int
    let components: Int
    /// Whether opacity is kept separately.
    let keepsOpacity: Bool
    private let isInterlaced: Bool
    private let factor: Int
    private let levels: [UInt8]?
    private var colours: PlanarCanvas
    private var colourReducer: RowReducer
    private var opacity: PlanarCanvas?
    private var opacityReducer: RowReducer
    private var rowsIn = 0

    /// An empty canvas.
    ///
    /// - Parameters:
    ///   - levels: The new value for each value of a sample; nil to keep samples.
    ///   - keepsOpacity: Whether to keep opacity separately, if there is any.
    ///   - factor: By how much the picture is to be reduced.
    init(_ frame: cpng_frame, levels: [UInt8]?, keepsOpacity: Bool, factor: Int) {
      width = Int(frame.width)
      components = Int(frame.components)
      self.keepsOpacity = keepsOpacity && frame.has_opacity
      isInterlaced = frame.interlaced
      self.factor = factor
      self.levels = levels
      let height = Int(frame.height), onTheWay = frame.interlaced ? 1 : factor
      colourReducer = RowReducer(width: width, height: height, components: components, factor: onTheWay)
      opacityReducer = RowReducer(width: width, height: height, components: 1, factor: onTheWay)
      let size = (width: colourReducer.reducedWidth, height: colourReducer.reducedHeight)
      colours = PlanarCanvas(width: size.width, height: size.height, isGrey: components == 1)
      if self.keepsOpacity { opacity = PlanarCanvas(width: size.width, height: size.height, isGrey: true) }
    }

    /// Adds a row.
    mutating func paint(_ row: inout [UInt8], _ opacityRow: [UInt8], at place: cpng_place) {
      let count = Int(place.count)
      let target = PlanarCanvas.Place(y: Int(place.y), x: Int(place.x), step: Int(place.step))
      row.withUnsafeMutableBufferPointer { row in
        let row = UnsafeMutableBufferPointer(rebasing: row[..<(count * components)])
        if let levels { for index in row.indices { row[index] = levels[Int(row[index])] } }
        guard !isInterlaced else { return colours.paint(UnsafeBufferPointer(row), components, at: target) }
        colourReducer.add(UnsafeBufferPointer(row)) { colours.paint($0, components, at: .init(y: $1)) }
      }
      guard keepsOpacity else { return }
      opacityRow.withUnsafeBufferPointer { row in
        let row = UnsafeBufferPointer(rebasing: row[..<count])
        guard !isInterlaced else { opacity!.paint(grey: row, at: target); return }
        opacityReducer.add(row) { opacity!.paint(grey: $0, at: .init(y: $1)) }
      }
    }

    /// The picture, and its opacity if that is still to be applied.
    consuming func finished() -> (picture: PlanarPicture, opacity: Plane?) {
      let left = isInterlaced ? factor : 1
      return (colours.finished().reduced(by: left), opacity?.finished().reduced(by: left).luma)
    }
  }
}
