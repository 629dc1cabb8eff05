/// libFuzzer target: the input is a JPEG. It is decoded at two scales, and rewrapped from its coefficients.
#include <stdint.h>
#include <stdlib.h>

#include "CJPEG.h"

static const cjpeg_read_limits limits = {
    .max_pixels = 1 << 20,
    .max_scans = 100,
    .max_scanned_pixels = 1 << 24,
    .max_warnings = 1000,
    .max_coefficient_bytes = 10 << 20,
};

/// Reads all pixels; true if that succeeds.
static bool read_pixels(cjpeg_reader *reader, const cjpeg_frame *frame) {
  if (frame->layout == CJPEG_PLANES) {
    uint8_t *planes[3] = {0};
    for (uint32_t i = 0; i < frame->components; i++) {
      planes[i] = malloc((size_t)frame->planes[i].stride * frame->planes[i].rows);
    }
    const bool done = cjpeg_reader_read_planes(reader, planes) == CJPEG_OK;
    for (uint32_t i = 0; i < frame->components; i++) free(planes[i]);
    return done;
  }
  uint8_t *row = malloc((size_t)frame->width * frame->components);
  uint32_t y = 0;
  while (y < frame->height && cjpeg_reader_read_row(reader, row) == CJPEG_OK) y++;
  free(row);
  return y == frame->height;
}

typedef cjpeg_status begin(cjpeg_reader *, uint32_t, uint64_t, cjpeg_frame *);

/// Decodes a picture; true if it has no flaw. If its coefficients are kept, it is rewrapped as well.
static bool read_at(const uint8_t *bytes, size_t count, uint32_t eighths, begin *begin) {
  cjpeg_reader *reader = cjpeg_reader_create(bytes, count, limits);
  cjpeg_frame frame;
  bool sound = false;
  if (reader && begin(reader, eighths, UINT64_MAX, &frame) == CJPEG_OK) {
    sound = read_pixels(reader, &frame) && cjpeg_reader_finish(reader) == CJPEG_OK;
    const cjpeg_damage damage = cjpeg_reader_damage(reader);
    sound = sound && !damage.truncated && !damage.corrupt;
    static uint8_t output[1 << 16];
    size_t size;
    if (begin == cjpeg_reader_hold && sound) {
      cjpeg_reader_rewrap(reader, 1 + (int)(count % 8), output, sizeof output, &size);
      cjpeg_reader_rewrap(reader, 1, output, 300, &size);
      if (!read_pixels(reader, &frame)) abort();
    }
  }
  cjpeg_reader_destroy(reader);
  return sound;
}

/// Verifies a picture without decoding pixels; true if it has no flaw.
static bool is_sound(const uint8_t *bytes, size_t count) {
  cjpeg_reader *reader = cjpeg_reader_create(bytes, count, limits);
  bool sound = reader && cjpeg_reader_verify(reader) == CJPEG_OK && cjpeg_reader_finish(reader) == CJPEG_OK;
  if (sound) {
    const cjpeg_damage damage = cjpeg_reader_damage(reader);
    sound = !damage.truncated && !damage.corrupt;
  }
  cjpeg_reader_destroy(reader);
  return sound;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  const bool sound = read_at(bytes, count, 8, cjpeg_reader_start);
  // A picture that passes verification, or whose coefficients can be kept, must decode without a flaw.
  if (is_sound(bytes, count) && !sound) abort();
  if (read_at(bytes, count, 8, cjpeg_reader_hold) && !sound) abort();
  read_at(bytes, count, 1 + count % 7, cjpeg_reader_start);
  read_at(bytes, count, 1 + count % 7, cjpeg_reader_hold);
  return 0;
}
