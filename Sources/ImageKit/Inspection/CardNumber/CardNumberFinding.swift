import Wording

extension CardNumberAnswer {
  /// The finding for staff; nil unless the card surely bears another number.
  ///
  /// It tells the places that differ and the last two characters that were read, as masked numbers do, never the whole
  /// number.
  ///
  /// - Parameter wanted: The number that should stand on the card.
  func finding(for wanted: CardNumber) -> Finding? {
    guard case .other(let read) = self else { return nil }
    let places = wanted.places(differingFrom: read)
    let end = String(read.text.suffix(2))
    let (english, chinese) =
      places.count > 6
      ? ("at \(places.count) places", "\(places.count) 处")
      : (
        "at \(places.count == 1 ? "place" : "places") \(Bilingual.list(places.map { String($0) }).english)",
        "第 \(places.map { String($0) }.joined(separator: "、")) 位"
      )
    return Finding(
      .wrongNumber, .warning,
      Bilingual(
        "The number on the identity card (…\(end)) differs from the expected number \(english). Compare them.",
        "身份证上的号码（…\(end)）与应有号码有\(chinese)不同，请核对。"))
  }
}
