#include "cpng_write.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <png.h>

typedef struct sink {
  uint8_t *output;
  size_t capacity, size;
  cpng_status status;
  char *message;
} sink;

static void on_error(png_structp codec, png_const_charp message) {
  sink *sink = png_get_error_ptr(codec);
  snprintf(sink->message, CPNG_MESSAGE_SIZE, "%s", message);
  sink->status = strstr(message, "memory") ? CPNG_NO_MEMORY : CPNG_MISUSE;
  png_longjmp(codec, 1);
}

static void on_warning(png_structp codec, png_const_charp message) {
  (void)codec;
  (void)message;
}

/// Counts all bytes, and keeps those that there is room for.
static void on_bytes(png_structp codec, png_bytep bytes, size_t count) {
  sink *sink = png_get_io_ptr(codec);
  if (sink->size < sink->capacity) {
    const size_t room = sink->capacity - sink->size;
    memcpy(sink->output + sink->size, bytes, count < room ? count : room);
  }
  sink->size += count;
}

static void on_flush(png_structp codec) { (void)codec; }

cpng_status cpng_write(uint32_t width, uint32_t height, int channels, int depth, const uint8_t *samples,
                       uint8_t *output, size_t capacity, size_t *size, char message[CPNG_MESSAGE_SIZE]) {
  message[0] = 0;
  *size = 0;
  if ((channels != 1 && channels != 3) || (depth != 8 && (depth != 1 || channels != 1))) return CPNG_MISUSE;
  sink sink = {output, capacity, 0, CPNG_OK, message};
  png_structp codec = png_create_write_struct(PNG_LIBPNG_VER_STRING, &sink, on_error, on_warning);
  if (!codec) return CPNG_NO_MEMORY;
  png_infop info = png_create_info_struct(codec);
  if (!info) {
    png_destroy_write_struct(&codec, NULL);
    return CPNG_NO_MEMORY;
  }
  if (setjmp(png_jmpbuf(codec))) {
    png_destroy_write_struct(&codec, &info);
    return sink.status;
  }
  png_set_write_fn(codec, &sink, on_bytes, on_flush);
  png_set_compression_level(codec, 9);
  png_set_IHDR(codec, info, width, height, depth, channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(codec, info);
  png_set_packing(codec);
  for (uint32_t y = 0; y < height; y++) png_write_row(codec, samples + (size_t)y * width * (size_t)channels);
  png_write_end(codec, info);
  png_destroy_write_struct(&codec, &info);
  *size = sink.size;
  return sink.size > capacity ? CPNG_LIMIT : CPNG_OK;
}
