/// Reads JPEG: as the planes stored in the file if their sampling factors are common ones, else as interleaved rows.
///
/// Call create, then start or hold, then read planes or rows as the frame's layout says, then finish, damage and
/// destroy. After a status other than CJPEG_OK, only cjpeg_reader_message, cjpeg_reader_damage and cjpeg_reader_destroy
/// may be called. The bytes passed to create must stay valid until after finish; no other pointer of the caller is
/// kept.
#ifndef CJPEG_READ_H
#define CJPEG_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cjpeg_status.h"

/// Limits for decoding a picture. They are checked before memory is allocated.
typedef struct cjpeg_read_limits {
  /// The most pixels that the header may declare.
  uint64_t max_pixels;
  /// The most scans. Photos have about ten, and each scan covers the whole picture.
  uint32_t max_scans;
  /// The most pixels that all scans together may cover.
  uint64_t max_scanned_pixels;
  /// The most decoder warnings before the picture is treated as unreadable.
  uint32_t max_warnings;
  /// The most memory for coefficients, in bytes.
  uint64_t max_coefficient_bytes;
} cjpeg_read_limits;

/// The format in which samples are read.
typedef enum cjpeg_layout {
  /// One grey plane, or the three planes Y, Cb and Cr, directly from the inverse DCT. Use cjpeg_reader_read_planes.
  CJPEG_PLANES = 0,
  /// Rows of Y Cb Cr triples, for uncommon sampling factors. Use cjpeg_reader_read_row.
  CJPEG_YCBCR_ROWS = 1,
  /// Rows of R G B triples, for files that store RGB.
  CJPEG_RGB_ROWS = 2,
  /// Rows of C M Y K quadruples, 0 = no ink. Files store inverted values (255 = no ink), and browsers assume this too.
  CJPEG_CMYK_ROWS = 3,
} cjpeg_layout;

/// A buffer for cjpeg_reader_read_planes: `stride` x `rows` samples, of which the upper left `width` x `height` are the
/// picture.
typedef struct cjpeg_plane {
  uint32_t width, height, stride, rows;
} cjpeg_plane;

/// The output format, determined from the header.
typedef struct cjpeg_frame {
  /// The output size in pixels: the size in the file times `eighths` / 8, rounded up.
  uint32_t width, height;
  /// The scale of the inverse DCT in eighths, 1 to 8.
  uint32_t eighths;
  /// The format of the samples.
  cjpeg_layout layout;
  /// The number of planes for CJPEG_PLANES (1 or 3); otherwise samples per pixel (3 or 4).
  uint32_t components;
  /// For CJPEG_PLANES, the dimensions of the buffers to provide.
  cjpeg_plane planes[3];
} cjpeg_frame;

/// Damage in a picture that could nevertheless be decoded.
typedef struct cjpeg_damage {
  /// The data ends before the picture is complete.
  bool truncated;
  /// The data is corrupt.
  bool corrupt;
  /// Every block of the picture was decoded from data that is present, but the file violates the format: there are
  /// bytes between segments, padding, no end-of-image marker, or a wrong scan header. Other programs may reject the
  /// file.
  bool untidy;
  /// The number of decoder warnings.
  uint32_t warnings;
} cjpeg_damage;

/// A reader for one picture.
typedef struct cjpeg_reader cjpeg_reader;

/// Creates a reader for `count` bytes; NULL if there is not enough memory.
cjpeg_reader *cjpeg_reader_create(const uint8_t *bytes, size_t count, cjpeg_read_limits limits);

/// Reads the header and prepares decoding. The scale is the largest one, at most `max_eighths` / 8, whose output has at
/// most `max_output_pixels`, or 1/8 if there is none. All scans of a progressive picture are read.
cjpeg_status cjpeg_reader_start(cjpeg_reader *reader, uint32_t max_eighths, uint64_t max_output_pixels,
                                cjpeg_frame *frame);

/// An alternative to start: entropy-decodes the whole file once and keeps its coefficients. Afterwards, pixels can be
/// read as after start, and cjpeg_reader_rewrap can write new files, without reading the bytes again. After a file was
/// written, reading pixels starts again at the first row. Returns CJPEG_MISUSE at a scale of 1/8, at which libjpeg
/// skips coefficients.
cjpeg_status cjpeg_reader_hold(cjpeg_reader *reader, uint32_t max_eighths, uint64_t max_output_pixels,
                               cjpeg_frame *frame);

/// Reads the whole picture into buffers of the dimensions in the frame.
cjpeg_status cjpeg_reader_read_planes(cjpeg_reader *reader, uint8_t *const planes[3]);

/// Reads the next row of `width` x `components` samples.
cjpeg_status cjpeg_reader_read_row(cjpeg_reader *reader, uint8_t *row);

/// Checks the whole picture for damage, without computing pixels if possible. Call this instead of start and the
/// functions that read pixels.
cjpeg_status cjpeg_reader_verify(cjpeg_reader *reader);

/// Reads to the end of the file, so that all damage is known. An error after the last row does not affect the pixels,
/// so it does not fail; it is recorded as damage only if blocks may be missing or wrong.
cjpeg_status cjpeg_reader_finish(cjpeg_reader *reader);

/// The damage found so far.
cjpeg_damage cjpeg_reader_damage(const cjpeg_reader *reader);

/// libjpeg's error message, or else its first warning; empty if there was neither. Valid until the reader is destroyed.
const char *cjpeg_reader_message(const cjpeg_reader *reader);

/// Frees the reader. NULL is allowed.
void cjpeg_reader_destroy(cjpeg_reader *reader);

#endif
