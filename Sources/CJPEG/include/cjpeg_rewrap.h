/// A JPEG's coefficients in a new file: no metadata, upright, and no loss.
#ifndef CJPEG_REWRAP_H
#define CJPEG_REWRAP_H

#include <stddef.h>
#include <stdint.h>

#include "cjpeg_read.h"
#include "cjpeg_status.h"

/// Writes a new JFIF file of the coefficients that cjpeg_reader_hold has kept, turned upright from EXIF orientation 1 to 8,
/// with the tables and scans that make it smallest, into `output`, which has room for `capacity` bytes. `*size` is the
/// file's size.
///
/// CJPEG_LIMIT when it does not fit; CJPEG_UNSUPPORTED when it cannot be done without loss (an edge that is to be mirrored
/// is not made of whole MCUs) or for colour models other than grey and YCbCr; CJPEG_BAD_DATA when the file is damaged.
cjpeg_status cjpeg_reader_rewrap(cjpeg_reader *reader, int orientation, uint8_t *output, size_t capacity, size_t *size);

#endif
