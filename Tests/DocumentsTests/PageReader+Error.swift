import Documents

extension PageReader {
  /// Why no picture of a page can be made; nil if one was made.
  func error(_ document: [UInt8], page: Int? = nil) -> DocumentError? {
    do throws(DocumentError) {
      _ = try picture(of: document, page: page)
      return nil
    } catch {
      return error
    }
  }
}
