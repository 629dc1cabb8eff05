/// Decoding one coded picture of a HEIF file: a whole photo, or one tile of it. The boxes around it are read elsewhere.
///
/// The planes that come out are the coded ones, Y Cb Cr at their own sizes: nothing is converted to RGB on the way. One
/// thread does all the work, the caller's.
#ifndef CHEIF_DECODE_H
#define CHEIF_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The outcome of a call.
typedef enum cheif_status {
  CHEIF_OK = 0,
  /// The bytes are no coded picture, or are damaged beyond going on.
  CHEIF_BAD_DATA = 1,
  /// The coded picture is larger than the caller allows.
  CHEIF_LIMIT = 2,
  /// The system refused memory.
  CHEIF_NO_MEMORY = 3,
  /// The bytes are right, and of a kind that is not read here.
  CHEIF_UNSUPPORTED = 4,
} cheif_status;

/// How a picture is coded.
typedef enum cheif_codec {
  /// H.265, in HEIC.
  CHEIF_HEVC = 0,
  /// AV1, in AVIF.
  CHEIF_AV1 = 1,
} cheif_codec;

/// A coded picture as its file holds it.
typedef struct cheif_coded {
  cheif_codec codec;
  /// The decoder configuration record: the content of `hvcC` (ISO/IEC 14496-15, 8.3.3.1) or of `av1C`.
  const uint8_t *config;
  size_t config_count;
  /// The coded data: NAL units with their lengths before them, or OBUs.
  const uint8_t *data;
  size_t data_count;
} cheif_coded;

/// The largest coded picture to take on. It is enforced before any memory is taken for one.
typedef struct cheif_limits {
  uint32_t max_width, max_height;
} cheif_limits;

/// What a decoded picture is like.
typedef struct cheif_frame {
  uint32_t width, height;
  /// 1 grey, 3 with colour.
  uint32_t components;
  /// How many luma columns and rows share a chroma sample: 1 or 2.
  uint32_t horizontal_subsampling, vertical_subsampling;
  /// Bits a sample: 8, 10 or 12.
  uint32_t bits;
  /// How samples are to be understood, as code points of ITU-T H.273; 2 where the stream does not say.
  uint32_t primaries, transfer, matrix;
  bool is_full_range;
  /// Whether the decoder noticed that the data contradicts itself.
  bool is_damaged;
} cheif_frame;

/// A decoded picture.
typedef struct cheif_picture cheif_picture;

/// Decodes a picture. On success `*picture` is to be destroyed by the caller; otherwise it is NULL. `*message` is what was
/// wrong, in a few words that live for ever.
cheif_status cheif_decode(const cheif_coded *coded, cheif_limits limits, cheif_picture **picture, cheif_frame *frame,
                          const char **message);

/// Copies `count` samples from column `x` of row `y` of a plane (0 Y, 1 Cb, 2 Cr), each replaced by its entry in `table`,
/// which has one for every value that a sample can have. The columns and the row must lie in the plane.
void cheif_picture_copy_row(const cheif_picture *picture, uint32_t plane, uint32_t x, uint32_t y, uint32_t count,
                            const uint8_t *table, uint8_t *target);

/// Frees everything. NULL is allowed.
void cheif_picture_destroy(cheif_picture *picture);

#endif
