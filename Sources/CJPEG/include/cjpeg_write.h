/// Writes a JPEG file from quantized coefficients: libjpeg-turbo's entropy coder, and nothing before it.
#ifndef CJPEG_WRITE_H
#define CJPEG_WRITE_H

#include "cjpeg_status.h"
#include <stddef.h>
#include <stdint.h>

/// One component's quantized coefficients. They are read in place, never copied.
typedef struct cjpeg_component {
  /// Blocks row after row, each of 64 coefficients in natural (row-major) order.
  const int16_t *coefficients;
  /// Quantization steps in natural order, each 1 to 255.
  const uint16_t *steps;
  /// Blocks a row: the component's width over 8, rounded up.
  uint32_t blocks_wide;
  /// Rows of blocks: the component's height over 8, rounded up.
  uint32_t blocks_high;
  /// Sampling factors as the frame header states them.
  int horizontal_sampling;
  int vertical_sampling;
} cjpeg_component;

/// One scan of a progressive file: which coefficients of one component it carries, and which of their bits (T.81's Ah
/// and Al): `high_bit` is 0 in the first scan of a coefficient, else the `low_bit` of the scan before.
typedef struct cjpeg_scan {
  int component;
  int first_coefficient;
  int last_coefficient;
  int high_bit;
  int low_bit;
} cjpeg_scan;

/// Room for a message of libjpeg's.
#define CJPEG_MESSAGE_SIZE 200

/// Codes 1 (grey) or 3 (Y′CbCr) components as a progressive JFIF file with optimised Huffman tables.
///
/// The first `capacity` bytes go to `output`. `*size` receives the whole file's size, which may be larger: then the
/// status is CJPEG_LIMIT and `output` holds only a beginning.
cjpeg_status cjpeg_write_coefficients(uint32_t width, uint32_t height, const cjpeg_component *components,
                                      int component_count, const cjpeg_scan *scans, int scan_count, uint8_t *output,
                                      size_t capacity, size_t *size, char message[CJPEG_MESSAGE_SIZE]);

#endif
