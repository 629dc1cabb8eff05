/// A quick look whether a sequential scan holds every block of the picture.
#ifndef CJPEG_SCAN_H
#define CJPEG_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

/// What a look at a scan tells.
typedef enum cjpeg_scan_state {
  /// Nothing: the picture is progressive, say, or has several scans.
  CJPEG_SCAN_UNKNOWN,
  /// Every block is there, and the end-of-image marker stands right behind the last.
  CJPEG_SCAN_TIDY,
  /// Every block was decoded from bits that are there. But there is padding before a marker, or something other than the
  /// end-of-image marker behind the last block.
  CJPEG_SCAN_UNTIDY,
  /// Something is wrong in the data, or so much is behind it that blocks may have been decoded from the wrong bits.
  CJPEG_SCAN_ODD,
} cjpeg_scan_state;

/// Looks at the entropy-coded data of a picture in memory whose decompression was just started, so that no byte of the
/// data was read yet.
///
/// It follows the codes and keeps none of the values, which takes less than half as long as decoding.
cjpeg_scan_state cjpeg_scan_look(const struct jpeg_decompress_struct *codec);

#endif
