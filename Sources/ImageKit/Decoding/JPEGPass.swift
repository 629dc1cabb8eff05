/// A pass over the entropy-coded data of a JPEG.
///
/// Decoding it takes most of the time that reading a photo takes. So a photo is decoded once, and tests count that.
enum JPEGPass: Sendable, Equatable {
  /// Coefficients were decoded, whatever became of them.
  case decoding
  /// The data was verified; of a file with a single scan only the lengths of its codes are read, and no values.
  case verifying

  /// Told of every pass that the current task makes; nil where nobody wants to know.
  @TaskLocal static var observer: (@Sendable (JPEGPass) -> Void)?
}
