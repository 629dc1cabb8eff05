import ReviewStore
import Wording

/// Something that the candidate still has to bring or to replace, in words, and where on the pages that is done.
struct OpenItem: Hashable {
  let words: Bilingual
  let address: String
}

extension CandidateView {
  /// Everything that is still open, in the order of the page: personal details, then each material's pictures.
  var openItems: [OpenItem] {
    let lacking = Set(materials.filter { $0.lacking > 0 }.map(\.rule.id))
    // For single materials ``MaterialStatus/openItems`` names the places; the other reasons keep their own words.
    var others = missing
    for id in lacking { if let index = others.firstIndex(where: { $0.material == id }) { others.remove(at: index) } }
    let told = others.map { OpenItem(words: $0.message, address: $0.material.map(Address.material) ?? "/profile") }
    return told.filter { $0.address == "/profile" } + materials.flatMap(\.openItems)
      + told.filter { $0.address != "/profile" }
  }

  /// How many pictures there are.
  var pictureCount: Int { materials.reduce(0) { $0 + $1.pictureCount } }
}

extension MaterialStatus {
  /// How many pictures there are.
  var pictureCount: Int { pictures.count { $0.picture != nil } }

  /// How many pictures are required and not there.
  var lacking: Int { max(0, minimum - pictureCount) }

  /// Whether the candidate has to do something here.
  var isOpen: Bool { !openItems.isEmpty }

  /// The required pictures that are not there, by the names of their places, and those that a reviewer asked for.
  var openItems: [OpenItem] { (missing.map { [$0] } ?? []) + wanted }

  private var missing: OpenItem? {
    guard lacking > 0 else { return nil }
    let name = rule.name
    let filled = Set(pictures.filter { $0.picture != nil }.map(\.position))
    let free = (1...maximum).filter { !filled.contains($0) }
    let places = free.prefix(lacking).compactMap { self.labels[$0 - 1] }
    let address = free.first.map { Address.place(rule.id, $0) } ?? Address.material(rule.id)
    guard places.count == lacking else {
      let plural = lacking == 1 ? "" : "s"
      return OpenItem(
        words: Bilingual(
          "\(name.english): \(lacking) more picture\(plural) needed", "\(name.chinese)还缺：\(lacking) 张"),
        address: address)
    }
    return OpenItem(
      words: Bilingual(
        "\(name.english), still missing: \(places.map(\.english).joined(separator: ", "))",
        "\(name.chinese)还缺：\(places.map(\.chinese).joined(separator: "、"))"),
      address: address)
  }

  private var wanted: [OpenItem] {
    // An empty required place counts as missing.
    pictures.filter { $0.state == .wanted && ($0.picture != nil || $0.position > minimum) }.map { status in
      let place = name(of: status.position)
      let words =
        status.picture == nil
        ? Bilingual("\(rule.name.english), asked for: \(place.english)", "\(rule.name.chinese)需补充：\(place.chinese)")
        : Bilingual(
          "\(rule.name.english), to be replaced: \(place.english)", "\(rule.name.chinese)需更换：\(place.chinese)")
      return OpenItem(words: words, address: Address.place(rule.id, status.position))
    }
  }
}
