import Documents
import ImageKit
import Wording

extension DocumentError {
  /// The exit status.
  var exitStatus: ExitStatus {
    switch self {
    case .noSuchPage, .severalPages: .usage
    case .readerMissing, .notConfined, .wrongAnswer: .internalFault
    default: .unreadableData
    }
  }
}

extension Failure {
  /// A document's error.
  init(_ error: DocumentError) { self.init(error, error.exitStatus) }
}

extension PageReader {
  /// A page of a document as a picture; nil if the bytes are no document.
  ///
  /// - Parameters:
  ///   - page: The page, from 1; nil for the only page.
  ///   - bytes: How large the prepared picture may be.
  func page(_ page: Int?, of document: [UInt8], toFill bytes: Int) throws(Failure) -> DocumentPage? {
    guard DocumentKind(sniffing: document) != nil else { return nil }
    do {
      return try picture(of: document, page: page, longSide: Self.longSide(toFill: bytes))
    } catch {
      throw Failure(error)
    }
  }
}

extension Input {
  /// Whether the content begins like a document.
  var looksLikeDocument: Bool {
    DocumentKind(sniffing: head(1100)) != nil
  }
}
