/// What every call of this room returns. What libjpeg said of a failure is the reader's to tell, or stands in a buffer of the
/// caller's.
#ifndef CJPEG_STATUS_H
#define CJPEG_STATUS_H

/// The outcome of a call.
typedef enum cjpeg_status {
  CJPEG_OK = 0,
  /// The bytes are no JPEG, or are damaged beyond decoding.
  CJPEG_BAD_DATA = 1,
  /// The picture is of a kind that is not read here (12-bit, arithmetic-coded, lossless).
  CJPEG_UNSUPPORTED = 2,
  /// A limit given by the caller was reached: pixels, scans, warnings or memory.
  CJPEG_LIMIT = 3,
  /// The system refused memory.
  CJPEG_NO_MEMORY = 4,
  /// The caller's arguments make no sense: a fault of ours.
  CJPEG_MISUSE = 5,
} cjpeg_status;

#endif
