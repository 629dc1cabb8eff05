#include "cpng_read.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

/// A row within an interlace pass. A picture without interlacing has a single pass.
typedef struct cursor {
  int pass;
  uint32_t row;
} cursor;

struct cpng_reader {
  png_structp codec;
  png_infop info;
  cpng_read_limits limits;
  const uint8_t *next;
  size_t left;
  cpng_damage damage;
  cpng_status status;
  /// Samples per pixel as libpng delivers them, including alpha.
  uint32_t channels;
  uint32_t width, height;
  bool interlaced;
  /// The next row.
  cursor next_row;
  /// A buffer for a row with alpha; NULL if the picture has no alpha.
  uint8_t *transparent;
  /// Whether the last row has been requested, and how many bytes of image data were read since then.
  bool is_finishing;
  size_t surplus;
  /// Whether the most recently requested row has been inflated.
  bool has_row;
  /// Whether all rows have been read and the rest of the file is being checked.
  bool is_behind_data;
  /// Whether libpng failed, so that it must not be called again.
  bool is_over;
  char message[200];
  char profile_message[200];
};

// MARK: Errors, warnings, bytes

/// Stores libpng's message unless an earlier message was about corrupt data.
static void keep_message(cpng_reader *reader, const char *message) {
  if (!reader->damage.corrupt) snprintf(reader->message, sizeof reader->message, "%s", message);
}

static void on_error(png_structp codec, png_const_charp message) {
  cpng_reader *reader = png_get_error_ptr(codec);
  keep_message(reader, message);
  reader->status = strstr(message, "memory") ? CPNG_NO_MEMORY : CPNG_BAD_DATA;
  png_longjmp(codec, 1);
}

_Noreturn static void fail(cpng_reader *reader, cpng_status status, const char *message) {
  keep_message(reader, message);
  reader->status = status;
  png_longjmp(reader->codec, 1);
}

static bool begins(const char *message, const char *beginning) {
  return strncmp(message, beginning, strlen(beginning)) == 0;
}

/// Whether a warning is about the colour space rather than the samples.
static bool concerns_colour(const char *message) {
  if (strstr(message, "CRC")) return begins(message, "iCCP");
  return begins(message, "iCCP") || begins(message, "sRGB") || begins(message, "gAMA") || begins(message, "ICC profile");
}

/// Whether all rows of the picture have been inflated.
static bool has_every_row(const cpng_reader *reader) { return reader->is_finishing && reader->has_row; }

/// Whether a warning is about something that does not affect pixels.
static bool is_harmless(const cpng_reader *reader, const char *message) {
  // The types of ancillary chunks begin with a lower-case letter.
  if (message[0] >= 'a' && message[0] <= 'z' && strnlen(message, 5) == 5 && message[4] == ':') return true;
  if (begins(message, "PLTE:")) return png_get_color_type(reader->codec, reader->info) != PNG_COLOR_TYPE_PALETTE;
  if (begins(message, "IEND:") || begins(message, "Too many IDATs found")) return true;
  if (!begins(message, "IDAT:")) return false;
  if (strstr(message, "Extra compressed data") || strstr(message, "Too much image data")) return true;
  // A checksum covers the picture's own data too. Other errors are in the data after the last row.
  return has_every_row(reader) && !strstr(message, "CRC") && !strstr(message, "incorrect data check");
}

static void on_warning(png_structp codec, png_const_charp message) {
  cpng_reader *reader = png_get_error_ptr(codec);
  // Not damage: an old sRGB profile of a widespread program, whose error does not affect colours; and an RGB profile in
  // a grey picture, which browsers ignore.
  if (strstr(message, "known incorrect sRGB profile") || strstr(message, "not permitted on grayscale PNG")) return;
  reader->damage.warnings++;
  if (concerns_colour(message)) {
    if (!reader->damage.profile) snprintf(reader->profile_message, sizeof reader->profile_message, "%s", message);
    reader->damage.profile = true;
  } else if (is_harmless(reader, message)) {
    if (!reader->damage.untidy) keep_message(reader, message);
    reader->damage.untidy = true;
  } else {
    keep_message(reader, message);
    reader->damage.corrupt = true;
  }
  if (reader->damage.warnings > reader->limits.max_warnings) fail(reader, CPNG_BAD_DATA, "too many warnings");
}

/// The most compressed bytes, beyond the size of a row, that may be read for the last row. An encoder's flush fits into
/// this; a file that appends gigabytes of zeros is rejected.
#define MOST_SURPLUS_BYTES 65536

/// The type of the image data chunk as a number, as in libpng.
#define PNG_IDAT 0x49444154u

static void on_read(png_structp codec, png_bytep target, size_t count) {
  cpng_reader *reader = png_get_io_ptr(codec);
  if (reader->is_finishing && png_get_io_chunk_type(codec) == PNG_IDAT) {
    // libpng skips further image data without a warning.
    const bool is_content = (png_get_io_state(codec) & PNG_IO_MASK_LOC) == PNG_IO_CHUNK_DATA;
    if (reader->is_behind_data && is_content && count > 0) reader->damage.untidy = true;
    reader->surplus += count;
    if (reader->surplus > MOST_SURPLUS_BYTES + png_get_rowbytes(codec, reader->info)) {
      fail(reader, CPNG_BAD_DATA, "more image data than the picture has pixels");
    }
  }
  if (count > reader->left) {
    reader->left = 0;
    if (!has_every_row(reader)) reader->damage.truncated = true;
    fail(reader, CPNG_BAD_DATA, "the file ends too early");
  }
  memcpy(target, reader->next, count);
  reader->next += count;
  reader->left -= count;
}

/// libpng calls this after inflating a row and before reading what follows it.
static void on_row(png_structp codec, png_row_infop info, png_bytep row) {
  (void)info;
  (void)row;
  ((cpng_reader *)png_get_user_transform_ptr(codec))->has_row = true;
}

// MARK: Opening and closing

cpng_reader *cpng_reader_create(const uint8_t *bytes, size_t count, cpng_read_limits limits) {
  cpng_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  reader->next = bytes;
  reader->left = count;
  reader->limits = limits;
  reader->codec = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, on_error, on_warning);
  if (reader->codec) reader->info = png_create_info_struct(reader->codec);
  if (!reader->info) {
    cpng_reader_destroy(reader);
    return NULL;
  }
  return reader;
}

void cpng_reader_destroy(cpng_reader *reader) {
  if (!reader) return;
  if (reader->codec) png_destroy_read_struct(&reader->codec, &reader->info, NULL);
  free(reader->transparent);
  free(reader);
}

// MARK: The header

/// Chunks that do not affect pixels. libpng only verifies their CRC, so a text chunk that would inflate to gigabytes is
/// never inflated.
static const png_byte ignored_chunks[] =
    "bKGD\0cHRM\0hIST\0iTXt\0oFFs\0pCAL\0pHYs\0sBIT\0sCAL\0sPLT\0tEXt\0tIME\0zTXt\0eXIf";

static void configure(cpng_reader *reader) {
  png_structp codec = reader->codec;
  png_set_read_fn(codec, reader, on_read);
  // On a wrong CRC, libpng warns and continues reading, so that all damage is found.
  png_set_crc_action(codec, PNG_CRC_WARN_USE, PNG_CRC_WARN_DISCARD);
  png_set_benign_errors(codec, 1);
  png_set_user_limits(codec, 0x7FFFFFFF, 0x7FFFFFFF);
  png_set_chunk_malloc_max(codec, reader->limits.max_chunk_bytes);
  png_set_keep_unknown_chunks(codec, PNG_HANDLE_CHUNK_NEVER, ignored_chunks, (int)(sizeof ignored_chunks / 5));
}

/// The minimum size of the picture's compressed rows, given that deflate compresses at most 1032 to 1.
static uint64_t least_bytes(const cpng_reader *reader) {
  const uint64_t bits = (uint64_t)png_get_bit_depth(reader->codec, reader->info) *
                        png_get_channels(reader->codec, reader->info) * reader->width;
  return (bits / 8 * reader->height) / 1032;
}

cpng_status cpng_reader_start(cpng_reader *reader, cpng_frame *frame) {
  png_structp codec = reader->codec;
  if (setjmp(png_jmpbuf(codec))) return reader->status;
  configure(reader);
  png_read_info(codec, reader->info);
  reader->width = png_get_image_width(codec, reader->info);
  reader->height = png_get_image_height(codec, reader->info);
  reader->interlaced = png_get_interlace_type(codec, reader->info) != PNG_INTERLACE_NONE;
  if ((uint64_t)reader->width * reader->height > reader->limits.max_pixels) {
    fail(reader, CPNG_LIMIT, "too many pixels");
  }
  if (least_bytes(reader) > reader->left) {
    reader->damage.truncated = true;
    fail(reader, CPNG_BAD_DATA, "fewer bytes than a picture of this size can have");
  }

  png_set_expand(codec);
  png_set_scale_16(codec);
  *frame = (cpng_frame){.width = reader->width, .height = reader->height, .interlaced = reader->interlaced};
  png_charp name;
  int method;
  png_bytep profile;
  png_uint_32 profile_count;
  double gamma;
  if (png_get_iCCP(codec, reader->info, &name, &method, &profile, &profile_count)) {
    frame->profile = profile;
    frame->profile_count = profile_count;
    // The profile can be used even if libpng warned about it.
    reader->damage.profile = false;
  } else if (!png_get_valid(codec, reader->info, PNG_INFO_sRGB) && png_get_gAMA(codec, reader->info, &gamma)) {
    frame->gamma = gamma;
  }
  png_set_read_user_transform_fn(codec, on_row);
  png_set_user_transform_info(codec, reader, 0, 0);
  png_read_update_info(codec, reader->info);

  reader->channels = png_get_channels(codec, reader->info);
  frame->components = reader->channels <= 2 ? 1 : 3;
  if (png_get_bit_depth(codec, reader->info) != 8 || reader->channels < 1 || reader->channels > 4) {
    fail(reader, CPNG_MISUSE, "unexpected sample format");
  }
  if (reader->channels % 2 == 0) {
    reader->transparent = malloc((size_t)reader->width * reader->channels);
    if (!reader->transparent) fail(reader, CPNG_NO_MEMORY, "out of memory");
    frame->has_opacity = true;
  }
  return CPNG_OK;
}

// MARK: Rows

/// Advances the cursor to the next row that exists, in the next pass if necessary; in small pictures some passes are
/// empty. False after the last row.
static bool find_row(const cpng_reader *reader, cursor *at, cpng_place *place) {
  if (!reader->interlaced) {
    if (at->row >= reader->height) return false;
    *place = (cpng_place){.y = at->row, .x = 0, .step = 1, .count = reader->width};
    return true;
  }
  for (; at->pass < PNG_INTERLACE_ADAM7_PASSES; at->pass++, at->row = 0) {
    const uint32_t columns = PNG_PASS_COLS(reader->width, at->pass);
    if (columns == 0 || at->row >= PNG_PASS_ROWS(reader->height, at->pass)) continue;
    *place = (cpng_place){
        .y = PNG_ROW_FROM_PASS_ROW(at->row, at->pass),
        .x = PNG_PASS_START_COL(at->pass),
        .step = PNG_PASS_COL_OFFSET(at->pass),
        .count = columns,
    };
    return true;
  }
  return false;
}

/// Composites a row with alpha over white.
static void flatten(const uint8_t *source, uint8_t *target, uint32_t count, uint32_t colours) {
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t alpha = source[colours];
    for (uint32_t c = 0; c < colours; c++) {
      *target++ = (uint8_t)((source[c] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
    source += colours + 1;
  }
}

/// Separates the colour samples of a row from its alpha.
static void separate(const uint8_t *source, uint8_t *target, uint8_t *opacity, uint32_t count, uint32_t colours) {
  for (uint32_t i = 0; i < count; i++) {
    for (uint32_t c = 0; c < colours; c++) *target++ = *source++;
    *opacity++ = *source++;
  }
}

/// Inflates a row. False if libpng fails before the row is complete; an error after the last row does not affect
/// pixels.
static bool inflate_row(cpng_reader *reader, uint8_t *row) {
  if (reader->is_over) return false;
  reader->has_row = false;
  if (setjmp(png_jmpbuf(reader->codec))) {
    reader->is_over = true;
    if (!has_every_row(reader)) return false;
    reader->damage.untidy = true;
    reader->damage.unchecked = true;
    return true;
  }
  png_read_row(reader->codec, row, NULL);
  return true;
}

cpng_status cpng_reader_read_row(cpng_reader *reader, uint8_t *row, uint8_t *opacity, cpng_place *place) {
  if (!find_row(reader, &reader->next_row, place)) {
    place->count = 0;
    return CPNG_OK;
  }
  cursor following = {.pass = reader->next_row.pass, .row = reader->next_row.row + 1};
  cpng_place ignored;
  // For the last row, libpng also inflates the rest of the image data.
  if (!find_row(reader, &following, &ignored)) reader->is_finishing = true;
  if (!inflate_row(reader, reader->transparent ? reader->transparent : row)) return reader->status;
  if (reader->transparent && opacity) {
    separate(reader->transparent, row, opacity, place->count, reader->channels - 1);
  } else if (reader->transparent) {
    flatten(reader->transparent, row, place->count, reader->channels - 1);
  }
  reader->next_row.row++;
  return CPNG_OK;
}

cpng_status cpng_reader_finish(cpng_reader *reader) {
  if (reader->is_over) return has_every_row(reader) ? CPNG_OK : reader->status;
  if (setjmp(png_jmpbuf(reader->codec))) {
    reader->is_over = true;
    reader->damage.untidy = true;
    return CPNG_OK;
  }
  reader->is_behind_data = true;
  png_read_end(reader->codec, NULL);
  return CPNG_OK;
}

cpng_damage cpng_reader_damage(const cpng_reader *reader) { return reader->damage; }

const char *cpng_reader_message(const cpng_reader *reader) { return reader->message; }

const char *cpng_reader_profile_message(const cpng_reader *reader) { return reader->profile_message; }
