import HTTPTypes
import Hummingbird
import NIOCore

/// A whole page as it is for everybody who may see it, with holes for what is each visit's own: the mark that its forms
/// carry, and the key that tells one showing of the page from another.
struct PreparedPage: Sendable {
  /// What stands in a hole's place while the page is being written; nobody can guess it, so no text can hold it.
  struct Holes: Sendable {
    let token = "token-" + Secret.token()
    let key = "key-" + Secret.token()
  }

  private enum Piece {
    case text(ByteBuffer)
    case token
    case key
  }

  private let pieces: [Piece]
  private let count: Int

  /// Takes a page's text apart.
  init(_ html: String, holes: Holes) {
    var pieces: [Piece] = []
    var rest = Substring(html)
    while let dash = rest.firstRange(of: holes.token) ?? rest.firstRange(of: holes.key) {
      // Whichever comes first.
      let other = rest[..<dash.lowerBound].firstRange(of: holes.key)
      let hole = other ?? dash
      pieces.append(.text(ByteBuffer(substring: rest[..<hole.lowerBound])))
      pieces.append(rest[hole] == holes.token ? .token : .key)
      rest = rest[hole.upperBound...]
    }
    pieces.append(.text(ByteBuffer(substring: rest)))
    self.pieces = pieces
    count = html.utf8.count
  }

  /// The answer that carries the page to one visit.
  func response(token: String, key: String) -> Response {
    var buffer = ByteBuffer()
    buffer.reserveCapacity(count)
    for piece in pieces {
      switch piece {
      case .text(let text): buffer.writeImmutableBuffer(text)
      case .token: buffer.writeString(token)
      case .key: buffer.writeString(key)
      }
    }
    return Response(
      status: .ok, headers: [.contentType: "text/html; charset=utf-8"], body: .init(byteBuffer: buffer))
  }
}
