/// Writes a JPEG file from quantized coefficients with libjpeg-turbo's entropy coder.
#ifndef CJPEG_WRITE_H
#define CJPEG_WRITE_H

#include "cjpeg_status.h"
#include <stddef.h>
#include <stdint.h>

/// The quantized coefficients of one component. They are read in place, not copied.
typedef struct cjpeg_component {
  /// The blocks in row order, each with 64 coefficients in natural (row-major) order.
  const int16_t *coefficients;
  /// Quantization steps in natural order, each 1 to 255.
  const uint16_t *steps;
  /// Blocks per row: the component's width divided by 8, rounded up.
  uint32_t blocks_wide;
  /// Rows of blocks: the component's height divided by 8, rounded up.
  uint32_t blocks_high;
  /// The sampling factors in the frame header.
  int horizontal_sampling;
  int vertical_sampling;
} cjpeg_component;

/// One scan of a progressive file: a range of coefficients of one component, and which of their bits it codes (Ah and
/// Al of T.81). `high_bit` is 0 in the first scan of a coefficient, else the `low_bit` of the previous scan.
typedef struct cjpeg_scan {
  int component;
  int first_coefficient;
  int last_coefficient;
  int high_bit;
  int low_bit;
} cjpeg_scan;

/// The size of a buffer for libjpeg's message, in bytes.
#define CJPEG_MESSAGE_SIZE 200

/// Writes 1 (grey) or 3 (Y′CbCr) components as a progressive JFIF file with optimised Huffman tables.
///
/// Stores at most `capacity` bytes in `output`. `*size` receives the size of the whole file. If it exceeds `capacity`,
/// the status is CJPEG_LIMIT and `output` contains only the beginning of the file.
cjpeg_status cjpeg_write_coefficients(uint32_t width, uint32_t height, const cjpeg_component *components,
                                      int component_count, const cjpeg_scan *scans, int scan_count, uint8_t *output,
                                      size_t capacity, size_t *size, char message[CJPEG_MESSAGE_SIZE]);

#endif
