/// A fast check whether a sequential scan contains every block of the picture.
#ifndef CJPEG_SCAN_H
#define CJPEG_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

/// The result of checking a scan.
typedef enum cjpeg_scan_state {
  /// The scan was not checked, for example because the picture is progressive or has several scans.
  CJPEG_SCAN_UNKNOWN,
  /// Every block is present, and the end-of-image marker directly follows the last one.
  CJPEG_SCAN_TIDY,
  /// Every block was decoded from data that is present. But there is padding before a marker, or something other than
  /// the end-of-image marker follows the last block.
  CJPEG_SCAN_UNTIDY,
  /// The data is damaged, or so much data follows the last block that blocks may have been decoded from the wrong bits.
  CJPEG_SCAN_ODD,
} cjpeg_scan_state;

/// Checks the entropy-coded data of a picture in memory. Call it directly after jpeg_start_decompress, before libjpeg
/// reads any of the data.
///
/// It decodes the Huffman codes but discards the values, which takes less than half the time of full entropy decoding.
cjpeg_scan_state cjpeg_scan_look(const struct jpeg_decompress_struct *codec);

#endif
