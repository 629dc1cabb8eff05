/// A pass over the entropy-coded data of a JPEG.
///
/// Entropy decoding takes most of the time of reading a photo. So each photo is decoded once, and tests count the
/// passes.
enum JPEGPass: Sendable, Equatable {
  /// Coefficients were decoded, whether or not pixels were made from them.
  case decoding
  /// The data was verified; of a file with a single scan only the lengths of its codes are read, and no values.
  case verifying

  /// Called for every pass that the current task makes; nil if passes are not observed.
  @TaskLocal static var observer: (@Sendable (JPEGPass) -> Void)?
}
