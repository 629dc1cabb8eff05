/// Reading PNG: rows of grey or RGB bytes, whatever the file stores, with transparency laid on white or told apart.
///
/// Use: create, start, read rows until there are none, finish, look at the damage, destroy. After a status other than
/// CPNG_OK only cpng_reader_message, cpng_reader_damage and cpng_reader_destroy may be called. The bytes given to create
/// must outlive the reader.
#ifndef CPNG_READ_H
#define CPNG_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The outcome of a call.
typedef enum cpng_status {
  CPNG_OK = 0,
  /// The bytes are no PNG, or are damaged beyond going on.
  CPNG_BAD_DATA = 1,
  /// A limit given by the caller was reached.
  CPNG_LIMIT = 2,
  /// The system refused memory.
  CPNG_NO_MEMORY = 3,
  /// The caller's arguments make no sense: a fault of ours.
  CPNG_MISUSE = 4,
} cpng_status;

/// What a picture may cost. Everything is checked before memory is taken for it.
typedef struct cpng_read_limits {
  /// The most pixels a picture may have by its header.
  uint64_t max_pixels;
  /// The most bytes that a compressed chunk other than image data may inflate to.
  uint64_t max_chunk_bytes;
  /// The most warnings before the picture counts as unreadable.
  uint32_t max_warnings;
} cpng_read_limits;

/// What start learnt from the chunks before the image data.
typedef struct cpng_frame {
  uint32_t width, height;
  /// Samples a pixel of the rows that come out: 1 grey, 3 RGB.
  uint32_t components;
  bool interlaced;
  /// Whether what lies behind the picture may show through.
  bool has_opacity;
  /// The exponent the samples were encoded with (gAMA), or 0 if the file does not say, or says it in a better way.
  double gamma;
  /// The ICC profile, inflated, or NULL. Lives as long as the reader.
  const uint8_t *profile;
  uint32_t profile_count;
} cpng_frame;

/// Where a row's samples go: into row `y`, from column `x` on, `step` columns apart.
typedef struct cpng_place {
  uint32_t y, x, step, count;
} cpng_place;

/// What was wrong with a picture that could nevertheless be read.
typedef struct cpng_damage {
  /// The data ended before the picture did.
  bool truncated;
  /// The data contradicts itself, or a checksum.
  bool corrupt;
  /// Every row is there, but the file is not as the format prescribes: an ancillary chunk is wrong and was ignored, there
  /// is more image data than the picture needs, or the end is missing. Other programs may refuse it.
  bool untidy;
  /// Reading ended behind the last row and before the end of the image data, whose checksum is not known therefore.
  bool unchecked;
  /// The colour profile, or what stands for one, cannot be used.
  bool profile;
  /// How many warnings libpng gave.
  uint32_t warnings;
} cpng_damage;

/// A picture being read.
typedef struct cpng_reader cpng_reader;

/// A reader over `count` bytes, or NULL when there is no memory for it.
cpng_reader *cpng_reader_create(const uint8_t *bytes, size_t count, cpng_read_limits limits);

/// Reads up to the image data.
cpng_status cpng_reader_start(cpng_reader *reader, cpng_frame *frame);

/// Reads the next row into `row`, which has room for width x components samples, and says where it goes. Rows of an
/// interlaced picture come pass by pass. Without a next one, `place->count` is 0.
///
/// Opacity goes into `opacity`, which has room for width samples; where that is NULL, the row is laid on white.
cpng_status cpng_reader_read_row(cpng_reader *reader, uint8_t *row, uint8_t *opacity, cpng_place *place);

/// Reads on to the end of the file, so that the damage is known whole. What stands behind the last row takes no pixel
/// away, so an error there is no failure.
cpng_status cpng_reader_finish(cpng_reader *reader);

/// What is known of the damage so far.
cpng_damage cpng_reader_damage(const cpng_reader *reader);

/// What libpng said of damage: the error, else its first warning; empty when it said nothing. Lives as long as the reader.
const char *cpng_reader_message(const cpng_reader *reader);

/// What libpng first said of the colour profile; empty when it said nothing. Lives as long as the reader.
const char *cpng_reader_profile_message(const cpng_reader *reader);

/// Frees everything. NULL is allowed.
void cpng_reader_destroy(cpng_reader *reader);

#endif
