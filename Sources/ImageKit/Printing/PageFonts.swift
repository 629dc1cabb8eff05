import CCairo
import CFreeType
import Synchronization

/// Font faces as cairo takes them.
///
/// Each is opened once and kept until the process ends. Cairo keeps using a face after the PDF is finished, and a font of
/// Chinese takes megabytes, so that a face for each of 10,000 documents would exhaust the memory. Cairo locks a face while
/// it uses it; each has a FreeType library of its own, because no two threads may use one library.
enum PageFonts {
  /// A face that any thread may use. `@unchecked` is safe: cairo's faces are counted and locked by cairo.
  private struct Shared: @unchecked Sendable {
    let face: OpaquePointer
  }

  /// A font file, and the script that is written with it.
  private struct Use: Hashable {
    let file: FontFinder.Face
    let script: UInt32
  }

  private static let open = Mutex<[Use: Shared]>([:])

  /// A face for cairo. The caller must not destroy it.
  ///
  /// Each script has a face of its own, so that cairo embeds its letters apart. For some letters, such as I and B of Noto
  /// Sans CJK, cairo 1.16 embeds the subroutines of all scripts: 19 KB where Latin is apart, 870 KB together with Chinese.
  ///
  /// - Throws: ``WatermarkError/unreadableFont(path:)``.
  static func face(_ wanted: FontFinder.Face, script: UInt32) throws(WatermarkError) -> OpaquePointer {
    let found = open.withLock { open -> Shared? in
      let use = Use(file: wanted, script: script)
      if let known = open[use] { return known }
      var library: FT_Library?
      var file: FT_Face?
      guard FT_Init_FreeType(&library) == 0 else { return nil }
      guard FT_New_Face(library, wanted.path, FT_Long(wanted.index), &file) == 0,
        let face = cairo_ft_font_face_create_for_ft_face(file, 0)
      else {
        FT_Done_FreeType(library)
        return nil
      }
      open[use] = Shared(face: face)
      return open[use]
    }
    guard let found else { throw .unreadableFont(path: wanted.path) }
    return found.face
  }
}
