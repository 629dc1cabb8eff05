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

  /// The places for which a reviewer asked for a picture that has not been brought.
  private var wanted: [PictureStatus] {
    // An empty required place counts as missing.
    pictures.filter { $0.state == .wanted && ($0.picture != nil || $0.position > minimum) }
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
