/// Reading JPEG: the picture's own planes where it has ordinary ones, interleaved rows where it has not.
///
/// Use: create, start or hold, then planes or rows as the frame says, finish, look at the damage, destroy. After a status
/// other than CJPEG_OK only cjpeg_reader_message, cjpeg_reader_damage and cjpeg_reader_destroy may be called. No call keeps
/// a pointer of the caller's but the bytes given to create, which are read by start, hold, verify and the calls up to
/// finish.
#ifndef CJPEG_READ_H
#define CJPEG_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cjpeg_status.h"

/// What a picture may cost. Everything is checked before memory is taken for it.
typedef struct cjpeg_read_limits {
  /// The most pixels a picture may have by its header.
  uint64_t max_pixels;
  /// The most scans. Photographs have about ten; each one walks over the whole picture.
  uint32_t max_scans;
  /// The most pixels all scans together may walk over.
  uint64_t max_scanned_pixels;
  /// The most warnings of the decoder before the picture counts as unreadable.
  uint32_t max_warnings;
  /// The most memory libjpeg may take for coefficients, in bytes.
  uint64_t max_coefficient_bytes;
} cjpeg_read_limits;

/// How samples come out.
typedef enum cjpeg_layout {
  /// One grey plane, or three planes Y, Cb, Cr, straight from the inverse DCT: call cjpeg_reader_read_planes.
  CJPEG_PLANES = 0,
  /// Rows of Y Cb Cr triples, because the sampling is not one of the ordinary ones: call cjpeg_reader_read_row.
  CJPEG_YCBCR_ROWS = 1,
  /// Rows of R G B triples, because the file holds RGB.
  CJPEG_RGB_ROWS = 2,
  /// Rows of C M Y K quadruples, 0 = no ink. The file stores light instead of ink, as browsers take every such file.
  CJPEG_CMYK_ROWS = 3,
} cjpeg_layout;

/// One plane, as it has to be given to cjpeg_reader_read_planes: `stride` x `rows` samples, of which the picture is the
/// upper left `width` x `height`.
typedef struct cjpeg_plane {
  uint32_t width, height, stride, rows;
} cjpeg_plane;

/// What start learnt from the header, and what will come out.
typedef struct cjpeg_frame {
  /// Size of what comes out, in pixels: the size in the file times `eighths` / 8, rounded up.
  uint32_t width, height;
  /// The scale of the inverse DCT, 1 to 8.
  uint32_t eighths;
  /// How samples come out.
  cjpeg_layout layout;
  /// Planes for CJPEG_PLANES (1 or 3); samples a pixel for the others (3 or 4).
  uint32_t components;
  /// For CJPEG_PLANES, the planes to provide.
  cjpeg_plane planes[3];
} cjpeg_frame;

/// What was wrong with a picture that could nevertheless be read.
typedef struct cjpeg_damage {
  /// The data ended before the picture did.
  bool truncated;
  /// The data contradicts itself.
  bool corrupt;
  /// Every block of the picture was decoded from bits that are there, but the file is not as the format prescribes:
  /// bytes between segments, padding, no end marker, a wrong scan header. Other programs may refuse it.
  bool untidy;
  /// How many warnings the decoder gave.
  uint32_t warnings;
} cjpeg_damage;

/// A picture being read.
typedef struct cjpeg_reader cjpeg_reader;

/// A reader over `count` bytes, or NULL when there is no memory for it.
cjpeg_reader *cjpeg_reader_create(const uint8_t *bytes, size_t count, cjpeg_read_limits limits);

/// Reads the header and prepares decoding at the largest scale, at most `max_eighths` / 8, that gives no more than
/// `max_output_pixels` (at 1/8, whatever that gives). Of a progressive picture it reads every scan.
cjpeg_status cjpeg_reader_start(cjpeg_reader *reader, uint32_t max_eighths, uint64_t max_output_pixels,
                                cjpeg_frame *frame);

/// Takes the place of start: reads the whole file, which entropy-decodes it once, and keeps its coefficients. So pixels can
/// be read as after start, and cjpeg_reader_rewrap can write new files; neither reads the bytes again. After a file was
/// written, pixels can be read from the first row on. CJPEG_MISUSE at a scale of 1/8, at which coefficients are skipped.
cjpeg_status cjpeg_reader_hold(cjpeg_reader *reader, uint32_t max_eighths, uint64_t max_output_pixels,
                               cjpeg_frame *frame);

/// Reads the whole picture into the planes that the frame described.
cjpeg_status cjpeg_reader_read_planes(cjpeg_reader *reader, uint8_t *const planes[3]);

/// Reads the next row, of `width` x `components` samples.
cjpeg_status cjpeg_reader_read_row(cjpeg_reader *reader, uint8_t *row);

/// Reads the header and then the whole picture without making its pixels, where that can be: what there is to know
/// afterwards is the damage. Takes the place of start and of every call that reads pixels.
cjpeg_status cjpeg_reader_verify(cjpeg_reader *reader);

/// Reads on to the end of the file, so that the damage is known whole. What stands behind the last row takes no pixel
/// away, so an error there is no failure: it is noted as damage only where blocks may be missing or wrong.
cjpeg_status cjpeg_reader_finish(cjpeg_reader *reader);

/// What is known of the damage so far.
cjpeg_damage cjpeg_reader_damage(const cjpeg_reader *reader);

/// What libjpeg said: the error, else its first warning; empty when it said nothing. Lives as long as the reader.
const char *cjpeg_reader_message(const cjpeg_reader *reader);

/// Frees everything. NULL is allowed.
void cjpeg_reader_destroy(cjpeg_reader *reader);

#endif
