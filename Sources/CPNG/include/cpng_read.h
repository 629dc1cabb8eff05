/// Reads PNG as rows of 8-bit grey or RGB samples, whatever the file's bit depth and colour type. Alpha is composited
/// over white or returned separately.
///
/// Call create, start, read_row until there are no more rows, finish, damage and destroy. After a status other than
/// CPNG_OK, only cpng_reader_message, cpng_reader_damage and cpng_reader_destroy may be called. The bytes passed to
/// create must outlive the reader.
#ifndef CPNG_READ_H
#define CPNG_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The outcome of a call.
typedef enum cpng_status {
  CPNG_OK = 0,
  /// The bytes are not a PNG, or too damaged to decode.
  CPNG_BAD_DATA = 1,
  /// A limit set by the caller was exceeded.
  CPNG_LIMIT = 2,
  /// There is not enough memory.
  CPNG_NO_MEMORY = 3,
  /// The arguments are invalid, which is a bug in the caller.
  CPNG_MISUSE = 4,
} cpng_status;

/// Limits for decoding a picture. They are checked before memory is allocated.
typedef struct cpng_read_limits {
  /// The most pixels that the header may declare.
  uint64_t max_pixels;
  /// The most bytes that a compressed chunk other than image data may inflate to.
  uint64_t max_chunk_bytes;
  /// The most warnings before the picture is treated as unreadable.
  uint32_t max_warnings;
} cpng_read_limits;

/// The facts from the chunks before the image data.
typedef struct cpng_frame {
  uint32_t width, height;
  /// Samples per pixel of the rows that are read: 1 grey, 3 RGB.
  uint32_t components;
  bool interlaced;
  /// Whether the picture has transparency.
  bool has_opacity;
  /// The exponent of the transfer function (gAMA); 0 if the file has none, or has an sRGB or iCCP chunk.
  double gamma;
  /// The inflated ICC profile, or NULL. Valid until the reader is destroyed.
  const uint8_t *profile;
  uint32_t profile_count;
} cpng_frame;

/// The pixels that a row belongs to: row `y`, starting at column `x`, every `step` columns.
typedef struct cpng_place {
  uint32_t y, x, step, count;
} cpng_place;

/// Damage in a picture that could nevertheless be decoded.
typedef struct cpng_damage {
  /// The data ends before the picture is complete.
  bool truncated;
  /// The data is corrupt, or a CRC is wrong.
  bool corrupt;
  /// All rows were decoded, but the file violates the format: an ancillary chunk is invalid and was ignored, there is
  /// more image data than the picture needs, or the end of the file is missing. Other programs may reject the file.
  bool untidy;
  /// Reading stopped after the last row but before the end of the image data, so its checksum was not verified.
  bool unchecked;
  /// The colour profile, or another chunk about the colour space, cannot be used.
  bool profile;
  /// The number of libpng warnings.
  uint32_t warnings;
} cpng_damage;

/// A reader for one picture.
typedef struct cpng_reader cpng_reader;

/// Creates a reader for `count` bytes; NULL if there is not enough memory.
cpng_reader *cpng_reader_create(const uint8_t *bytes, size_t count, cpng_read_limits limits);

/// Reads the chunks before the image data.
cpng_status cpng_reader_start(cpng_reader *reader, cpng_frame *frame);

/// Reads the next row into `row`, which has room for width x components samples, and stores its position in `place`.
/// The rows of an interlaced picture are read pass by pass. After the last row, `place->count` is 0.
///
/// Alpha is stored in `opacity`, which has room for width samples; if that is NULL, the row is composited over white.
cpng_status cpng_reader_read_row(cpng_reader *reader, uint8_t *row, uint8_t *opacity, cpng_place *place);

/// Reads to the end of the file, so that all damage is known. An error after the last row does not affect the pixels,
/// so it does not fail.
cpng_status cpng_reader_finish(cpng_reader *reader);

/// The damage found so far.
cpng_damage cpng_reader_damage(const cpng_reader *reader);

/// libpng's error message, or else its first warning; empty if there was neither. Valid until the reader is destroyed.
const char *cpng_reader_message(const cpng_reader *reader);

/// libpng's first message about the colour profile; empty if there was none. Valid until the reader is destroyed.
const char *cpng_reader_profile_message(const cpng_reader *reader);

/// Frees the reader. NULL is allowed.
void cpng_reader_destroy(cpng_reader *reader);

#endif
