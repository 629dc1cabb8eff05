/// Losslessly writes a JPEG's coefficients to a new file, upright and without metadata.
#ifndef CJPEG_REWRAP_H
#define CJPEG_REWRAP_H

#include <stddef.h>
#include <stdint.h>

#include "cjpeg_read.h"
#include "cjpeg_status.h"

/// Writes the coefficients kept by cjpeg_reader_hold to a new JFIF file, transformed from EXIF orientation 1 to 8 to
/// upright, with the Huffman tables and scans that make it smallest. `output` has room for `capacity` bytes; `*size`
/// receives the size of the file.
///
/// Returns CJPEG_LIMIT if the file does not fit, CJPEG_UNSUPPORTED if it would not be lossless (an edge to be mirrored
/// does not consist of whole MCUs) or the colour model is neither grey nor YCbCr, and CJPEG_BAD_DATA if the file is
/// damaged.
cjpeg_status cjpeg_reader_rewrap(cjpeg_reader *reader, int orientation, uint8_t *output, size_t capacity, size_t *size);

#endif
