/// libFuzzer target: the input is a JPEG. It is decoded at two scales and rewrapped.
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

/// Decodes a picture; true if it has no flaw.
static bool read_at(const uint8_t *bytes, size_t count, uint32_t eighths) {
  cjpeg_reader *reader = cjpeg_reader_create(bytes, count, limits);
  cjpeg_frame frame;
  bool sound = false;
  if (reader && cjpeg_reader_start(reader, eighths, UINT64_MAX, &frame) == CJPEG_OK) {
    if (frame.layout == CJPEG_PLANES) {
      uint8_t *planes[3] = {0};
      for (uint32_t i = 0; i < frame.components; i++) {
        planes[i] = malloc((size_t)frame.planes[i].stride * frame.planes[i].rows);
      }
      if (cjpeg_reader_read_planes(reader, planes) == CJPEG_OK) sound = cjpeg_reader_finish(reader) == CJPEG_OK;
      for (uint32_t i = 0; i < frame.components; i++) free(planes[i]);
    } else {
      uint8_t *row = malloc((size_t)frame.width * frame.components);
      uint32_t y = 0;
      while (y < frame.height && cjpeg_reader_read_row(reader, row) == CJPEG_OK) y++;
      if (y == frame.height) sound = cjpeg_reader_finish(reader) == CJPEG_OK;
      free(row);
    }
    const cjpeg_damage damage = cjpeg_reader_damage(reader);
    sound = sound && !damage.truncated && !damage.corrupt;
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
  // A picture that passes verification must decode without a flaw.
  if (is_sound(bytes, count) && !read_at(bytes, count, 8)) abort();
  read_at(bytes, count, 8);
  read_at(bytes, count, 1 + count % 7);
  static uint8_t output[1 << 16];
  size_t size;
  cjpeg_rewrap(bytes, count, 1 + (int)(count % 8), limits, output, sizeof output, &size);
  return 0;
}
