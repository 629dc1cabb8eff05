@testable import ImageKit

/// The portrait side of an identity card drawn for a test: an invented number, and lines of text above it.
struct CardFixture {
  /// The card's luma; the card fills it.
  var plane: Plane
  /// The number on it, whose check character is right.
  static let number = CardNumber("16000019900307006X")!

  /// A card, `scale` pixels to the millimetre.
  init(number: CardNumber = CardFixture.number, scale: Double = 12, paper: UInt8 = 215, ink: UInt8 = 45) throws {
    // Drawn at twice the size in black and white and then halved.
    let unit = 2 * scale
    var large = Plane(width: Int(85.6 * unit) / 8 * 8, height: Int(53.98 * unit) / 8 * 8, filledWith: paper)
    for (row, text) in ["姓名样例", "性别男民族汉", "出生", "住址虚构省样例市示范区"].enumerated() {
      let mask = StampMask(try TextOutline(Array(text.unicodeScalars)), emSize: 3.4 * unit, angle: 0)
      PageFixture.draw(
        mask, on: &large, x: Int((6 + 1.7 * Double(text.count)) * unit), y: Int((8 + 7 * Double(row)) * unit), ink: ink)
    }
    for (place, character) in number.text.enumerated() {
      let mask = StampMask(try TextOutline(Array(String(character).unicodeScalars)), emSize: 4 * unit, angle: 0)
      PageFixture.draw(mask, on: &large, x: Int((31 + 2.7 * Double(place)) * unit), y: Int(46 * unit), ink: ink)
    }
    plane = PlaneScaler.halve(large)
    var random = Xorshift(seed: 5)
    for index in plane.samples.indices {
      plane.samples[index] = UInt8(clamping: Int(plane.samples[index]) + Int(random.next() % 7) - 3)
    }
  }

  /// The card on a darker table that is `factor` times as wide.
  func onTable(factor: Double, table: UInt8 = 90) -> Plane {
    let width = Int(Double(plane.width) * factor), height = Int(Double(plane.height) * factor)
    var photo = Plane(width: width, height: height, filledWith: table)
    let left = (width - plane.width) / 3, top = (height - plane.height) / 2
    for y in 0..<plane.height {
      for x in 0..<plane.width { photo[left + x, top + y] = plane[x, y] }
    }
    return photo
  }

  /// The number with another digit at a place, counted from 1.
  static func changed(at place: Int, by step: Int = 1) -> CardNumber {
    var values = number.values
    values[place - 1] = (values[place - 1] + step) % 10
    return CardNumber(values: values)
  }
}
