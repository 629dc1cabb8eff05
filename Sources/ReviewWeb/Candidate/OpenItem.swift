import ReviewStore
import Wording

/// Something that the candidate still has to bring or to replace, in words, and where on the pages that is done.
struct OpenItem: Hashable {
  let words: Bilingual
  let address: String
}

extension OpenItem {
  /// A reason against submitting, in the store's words.
  init(_ reason: Refusal.Reason) {
    self.init(words: reason.message, address: reason.material.map(Address.material) ?? "/profile")
  }
}

extension OpenItem {
  /// The same item on pages whose addresses begin otherwise.
  func under(_ base: String) -> OpenItem { OpenItem(words: words, address: base + address) }
}

extension Speaking {
  /// An entry of a list, which links to where the item is dealt with.
  func entry(_ item: OpenItem) -> HTML { "<li><a href=\"\(item.address)\">\(words(item.words))</a></li>" }
}

extension CandidateView {
  /// Everything that is still open, in the order of the page: personal details, each material's pictures, then choices of
  /// materials. Nothing is open while everything is locked.
  var openItems: [OpenItem] {
    guard !status.locked else { return [] }
    let details = missing.filter { $0.material == nil }
    // For single materials ``MaterialStatus/openItems`` names the places; choices of materials keep the store's words.
    var choices = missing.filter { $0.material != nil }
    for material in materials where material.lacking > 0 {
      if let index = choices.firstIndex(where: { $0.material == material.rule.id }) { choices.remove(at: index) }
    }
    return details.map(OpenItem.init) + materials.flatMap(\.openItems) + choices.map(OpenItem.init)
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
  var isOpen: Bool { lacking > 0 || !wanted.isEmpty }

  /// The required pictures that are not there, by the names of their places, and those that a reviewer asked for.
  var openItems: [OpenItem] { (missing.map { [$0] } ?? []) + wanted.map(item) }

  /// Where the required pictures that are not there go: the first free places.
  private var missingPlaces: ArraySlice<Int> {
    let filled = Set(pictures.filter { $0.picture != nil }.map(\.position))
    return (1...maximum).filter { !filled.contains($0) }.prefix(lacking)
  }

  /// The material's name with the places whose pictures are required and not there; nil when none is. In Chinese.
  var needed: String? {
    guard lacking > 0 else { return nil }
    let places = missingPlaces.compactMap { self.labels[$0 - 1]?.chinese }
    return "\(rule.name.chinese)（\(places.count == lacking ? places.joined(separator: "、") : "\(lacking) 张")）"
  }

  private var missing: OpenItem? {
    let positions = missingPlaces
    guard let first = positions.first else { return nil }
    let name = rule.name
    let places = positions.compactMap { self.labels[$0 - 1] }
    let address = Address.place(rule.id, first)
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

  /// The places for which a reviewer asked for a picture that has not been brought, without those that are missing.
  private var wanted: [PictureStatus] {
    let missing = missingPlaces
    return pictures.filter { $0.state == .wanted && !missing.contains($0.position) }
  }

  private func item(_ wanted: PictureStatus) -> OpenItem {
    let place = name(of: wanted.position)
    let words =
      wanted.picture == nil
      ? Bilingual("\(rule.name.english), asked for: \(place.english)", "\(rule.name.chinese)需补充：\(place.chinese)")
      : Bilingual("\(rule.name.english), to be replaced: \(place.english)", "\(rule.name.chinese)需更换：\(place.chinese)")
    return OpenItem(words: words, address: Address.place(rule.id, wanted.position))
  }
}
