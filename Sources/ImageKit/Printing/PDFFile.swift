import CCairo
import Glibc

/// A PDF that cairo writes into memory.
final class PDFFile {
  /// Takes the bytes as cairo writes them.
  private final class Sink {
    var bytes: [UInt8] = []
  }

  private let sink = Sink()
  private let surface: OpaquePointer
  /// Where to draw.
  let page: OpaquePointer
  /// Pictures of the page that is being drawn. Cairo copies their pixels, which are not needed, if they are released
  /// before the page is finished.
  private var pictures: [OpaquePointer] = []

  init() {
    let sheet = Sheet(isOnItsSide: false, captionLines: 0)
    surface = cairo_pdf_surface_create_for_stream(
      { sink, data, count in
        guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
        Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().bytes += UnsafeBufferPointer(
          start: data, count: Int(count))
        return CAIRO_STATUS_SUCCESS
      }, Unmanaged.passUnretained(sink).toOpaque(), sheet.width, sheet.height)
    page = cairo_create(surface)
  }

  deinit {
    // Where drawing failed, the file is not finished yet. Cairo would copy the pixels of pictures that are released before.
    cairo_surface_finish(surface)
    releasePictures()
    cairo_destroy(page)
    cairo_surface_destroy(surface)
  }

  /// The whole file. Nothing can be added afterwards.
  func bytes() throws(PrintingError) -> [UInt8] {
    cairo_surface_finish(surface)
    try check(cairo_status(page))
    try check(cairo_surface_status(surface))
    return sink.bytes
  }

  /// Sets a fact about the document.
  func set(_ fact: cairo_pdf_metadata_t, _ text: String) { cairo_pdf_surface_set_metadata(surface, fact, text) }

  /// Enters a page, counted from 1, in the list of contents.
  func mark(page: Int, as name: String) {
    cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT, name, "page=\(page) pos=[0 0]", .init(rawValue: 0))
  }

  /// Begins a page.
  func begin(_ sheet: Sheet) {
    cairo_pdf_surface_set_size(surface, sheet.width, sheet.height)
    cairo_set_source_rgb(page, 0, 0, 0)
  }

  /// Ends the page.
  func end() {
    cairo_show_page(page)
    releasePictures()
  }

  /// Draws a JPEG file. Its bytes become a stream of the PDF; its pixels are never decoded.
  func show(_ jpeg: [UInt8], width: Int, height: Int, in box: Sheet.Box) throws(PrintingError) {
    // Cairo wants pixels behind the bytes, which are never touched, so that they take no memory.
    guard let picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, CInt(width), CInt(height)) else { return }
    pictures.append(picture)
    try check(cairo_surface_status(picture))
    guard let copy = malloc(jpeg.count) else { throw .library("out of memory") }
    jpeg.withUnsafeBytes { _ = memcpy(copy, $0.baseAddress!, $0.count) }
    let status = cairo_surface_set_mime_data(
      picture, CAIRO_MIME_TYPE_JPEG, copy.assumingMemoryBound(to: UInt8.self), UInt(jpeg.count), { free($0) }, copy)
    guard status == CAIRO_STATUS_SUCCESS else {
      free(copy)
      return try check(status)
    }
    cairo_save(page)
    cairo_translate(page, box.x, box.y)
    cairo_scale(page, box.width / Double(width), box.height / Double(height))
    cairo_set_source_surface(page, picture, 0, 0)
    cairo_paint(page)
    cairo_restore(page)
  }

  private func releasePictures() {
    for picture in pictures { cairo_surface_destroy(picture) }
    pictures = []
  }

  private func check(_ status: cairo_status_t) throws(PrintingError) {
    guard status != CAIRO_STATUS_SUCCESS else { return }
    throw .library(String(cString: cairo_status_to_string(status)))
  }
}
