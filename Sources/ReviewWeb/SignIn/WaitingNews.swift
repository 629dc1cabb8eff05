import Foundation
import Wording

/// News that wait for the next page of a session, and their stored form, JSON.
struct WaitingNews {
  /// The news.
  var news: [News] = []
  /// How many further news were dropped because of the limit.
  var untold = 0

  private struct Stored: Codable {
    struct Item: Codable {
      var kind: String
      var text: [String]
      var details: [[String]]
      var place: String?
    }
    var news: [Item]
    var untold: Int
  }

  /// Reads what was stored. Nothing is waiting when it cannot be read, such as after an update of the program.
  init(_ text: String?) {
    guard let text, let stored = try? JSONDecoder().decode(Stored.self, from: Data(text.utf8)) else { return }
    untold = stored.untold
    news = stored.news.map { item in
      News(
        kind: News.Kind(rawValue: item.kind) ?? .plain, text: Self.bilingual(item.text),
        details: item.details.map(Self.bilingual), place: item.place)
    }
  }

  /// The stored form.
  var stored: String? {
    let items = news.map { item in
      Stored.Item(
        kind: item.kind.rawValue, text: [item.text.english, item.text.chinese],
        details: item.details.map { [$0.english, $0.chinese] }, place: item.place)
    }
    return (try? JSONEncoder().encode(Stored(news: items, untold: untold))).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func bilingual(_ texts: [String]) -> Bilingual { Bilingual(texts.first ?? "", texts.last ?? "") }
}
