/// Decodes one coded picture of a HEIF file: a whole photo or one tile. The caller parses the boxes.
///
/// The planes are the coded ones, Y Cb Cr in their own sizes, without conversion to RGB. Decoding is single-threaded,
/// on the caller's thread.
#ifndef CHEIF_DECODE_H
#define CHEIF_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The outcome of a call.
typedef enum cheif_status {
  CHEIF_OK = 0,
  /// The bytes are not a coded picture, or too damaged to decode.
  CHEIF_BAD_DATA = 1,
  /// The coded picture is larger than the caller's limits.
  CHEIF_LIMIT = 2,
  /// There is not enough memory.
  CHEIF_NO_MEMORY = 3,
  /// The data is valid but uses an unsupported feature.
  CHEIF_UNSUPPORTED = 4,
} cheif_status;

/// The codec of a picture.
typedef enum cheif_codec {
  /// HEVC (H.265), in HEIC.
  CHEIF_HEVC = 0,
  /// AV1, in AVIF.
  CHEIF_AV1 = 1,
} cheif_codec;

/// A coded picture as stored in the file.
typedef struct cheif_coded {
  cheif_codec codec;
  /// The decoder configuration record: the content of `hvcC` (ISO/IEC 14496-15, 8.3.3.1) or of `av1C`.
  const uint8_t *config;
  size_t config_count;
  /// The coded data: NAL units with length prefixes, or OBUs.
  const uint8_t *data;
  size_t data_count;
} cheif_coded;

/// The largest coded picture to decode. It is checked before memory for the picture is allocated.
typedef struct cheif_limits {
  uint32_t max_width, max_height;
} cheif_limits;

/// The properties of a decoded picture.
typedef struct cheif_frame {
  uint32_t width, height;
  /// The number of planes: 1 grey, 3 colour.
  uint32_t components;
  /// The number of luma columns and rows per chroma sample: 1 or 2.
  uint32_t horizontal_subsampling, vertical_subsampling;
  /// The bit depth: 8, 10 or 12.
  uint32_t bits;
  /// The colour space as code points of ITU-T H.273; 2 means unspecified.
  uint32_t primaries, transfer, matrix;
  bool is_full_range;
  /// Whether the decoder reported corrupt data.
  bool is_damaged;
} cheif_frame;

/// A decoded picture.
typedef struct cheif_picture cheif_picture;

/// Decodes a picture. On success the caller must destroy `*picture`; otherwise it is NULL. `*message` says what is
/// wrong; it is a static string.
cheif_status cheif_decode(const cheif_coded *coded, cheif_limits limits, cheif_picture **picture, cheif_frame *frame,
                          const char **message);

/// Copies `count` samples from column `x` of row `y` of a plane (0 Y, 1 Cb, 2 Cr), mapping each through `table`, which
/// has one entry for each possible sample value. The row and all columns must lie inside the plane.
void cheif_picture_copy_row(const cheif_picture *picture, uint32_t plane, uint32_t x, uint32_t y, uint32_t count,
                            const uint8_t *table, uint8_t *target);

/// Frees the picture. NULL is allowed.
void cheif_picture_destroy(cheif_picture *picture);

#endif
