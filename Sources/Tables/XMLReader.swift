import CExpat

/// Reads XML with expat, without memory of the whole. A document type is refused, so that no entity is ever defined.
package final class XMLReader {
  private let parser: XML_Parser?
  private let start: (String, [String: String]) throws -> Void
  private let end: (String) throws -> Void
  private let text: (String) throws -> Void
  private var failure: (any Error)?

  /// - Parameters:
  ///   - start: takes the name and the attributes of an element, both without a namespace's prefix.
  ///   - end: takes the name of an element that ends.
  ///   - text: takes a piece of text.
  package init(
    start: @escaping (String, [String: String]) throws -> Void, end: @escaping (String) throws -> Void = { _ in },
    text: @escaping (String) throws -> Void = { _ in }
  ) {
    (self.start, self.end, self.text) = (start, end, text)
    parser = XML_ParserCreate("UTF-8")
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        guard let context, let name else { return }
        XMLReader.of(context).handle { reader in
          var values: [String: String] = [:]
          var next = attributes
          while let key = next?[0], let value = next?[1] {
            values[XMLReader.local(key)] = String(cString: value)
            next = next?.advanced(by: 2)
          }
          try reader.start(XMLReader.local(name), values)
        }
      },
      { context, name in
        guard let context, let name else { return }
        XMLReader.of(context).handle { try $0.end(XMLReader.local(name)) }
      })
    XML_SetCharacterDataHandler(parser) { context, bytes, count in
      guard let context, let bytes else { return }
      XMLReader.of(context).handle { reader in
        let piece = UnsafeRawBufferPointer(start: bytes, count: Int(count))
        try reader.text(String(decoding: piece, as: UTF8.self))
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      guard let context else { return }
      XMLReader.of(context).handle { _ in throw TableError.noWorkbook }
    }
  }

  deinit { XML_ParserFree(parser) }

  /// Parses the next piece; an empty one ends the document.
  ///
  /// - Throws: what a closure throws; ``TableError/noWorkbook`` for what is not XML.
  package func parse(_ piece: UnsafeRawBufferPointer) throws {
    let status = XML_Parse(
      parser, piece.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(piece.count), piece.isEmpty ? 1 : 0)
    if let failure { throw failure }
    guard status == XML_STATUS_OK else { throw TableError.noWorkbook }
  }

  private func handle(_ body: (XMLReader) throws -> Void) {
    guard failure == nil else { return }
    do {
      try body(self)
    } catch {
      failure = error
      XML_StopParser(parser, 0)
    }
  }

  private static func of(_ context: UnsafeMutableRawPointer) -> XMLReader {
    Unmanaged<XMLReader>.fromOpaque(context).takeUnretainedValue()
  }

  /// A name without its prefix: `x:row` is `row`.
  private static func local(_ name: UnsafePointer<CChar>) -> String {
    let whole = String(cString: name)
    return whole.lastIndex(of: ":").map { String(whole[whole.index(after: $0)...]) } ?? whole
  }
}
