/// The status that the functions of this module return. The message of a failure is available from the reader, or in a
/// buffer that the caller passes.
#ifndef CJPEG_STATUS_H
#define CJPEG_STATUS_H

/// The outcome of a call.
typedef enum cjpeg_status {
  CJPEG_OK = 0,
  /// The bytes are not a JPEG, or too damaged to decode.
  CJPEG_BAD_DATA = 1,
  /// The picture uses an unsupported process (12-bit, arithmetic-coded, lossless).
  CJPEG_UNSUPPORTED = 2,
  /// A limit set by the caller was exceeded: pixels, scans, warnings or memory.
  CJPEG_LIMIT = 3,
  /// There is not enough memory.
  CJPEG_NO_MEMORY = 4,
  /// The arguments are invalid, which is a bug in the caller.
  CJPEG_MISUSE = 5,
} cjpeg_status;

#endif
