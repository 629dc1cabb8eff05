#include "answer.h"

#include <errno.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct png_output {
  png_structp png;
  png_infop info;
};

void answer_bytes(const void *bytes, size_t count) {
  for (size_t done = 0; done < count;) {
    ssize_t written = write(STDOUT_FILENO, (const char *)bytes + done, count - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) _exit(1);
    done += (size_t)written;
  }
}

_Noreturn void answer_end(cpages_code code, uint32_t pages) {
  cpages_record record = {.code = code, .pages = pages};
  memcpy(record.mark, CPAGES_MARK, sizeof record.mark);
  answer_bytes(&record, sizeof record);
  _exit(0);
}

static void write_png(png_structp png, png_bytep bytes, size_t count) {
  (void)png;
  answer_bytes(bytes, count);
}

static void flush_png(png_structp png) { (void)png; }

static void fail_png(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
  _exit(1);
}

static void ignore_png(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

png_output *png_output_begin(
    uint32_t width, uint32_t height, bool grey, unsigned orientation, const uint8_t *profile, uint32_t profile_count) {
  png_output *output = malloc(sizeof *output);
  if (!output) answer_end(CPAGES_NO_MEMORY, 0);
  output->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, fail_png, ignore_png);
  output->info = output->png ? png_create_info_struct(output->png) : NULL;
  if (!output->info) answer_end(CPAGES_NO_MEMORY, 0);
  png_set_write_fn(output->png, NULL, write_png, flush_png);
  // The file lives until its picture is read, so speed counts, and size does not.
  png_set_compression_level(output->png, 1);
  png_set_filter(output->png, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
  png_set_IHDR(
      output->png, output->info, width, height, 8, grey ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
      PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  // A profile that libpng finds fault with is left out, with a warning.
  png_set_benign_errors(output->png, 1);
  if (profile && !grey)
    png_set_iCCP(output->png, output->info, "ICC", PNG_COMPRESSION_TYPE_BASE, profile, profile_count);
  if (orientation > 1 && orientation <= 8) {
    // A TIFF directory with one entry: tag 0x0112, type SHORT, one value.
    uint8_t exif[] = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    exif[19] = (uint8_t)orientation;
    png_set_eXIf_1(output->png, output->info, sizeof exif, exif);
  }
  png_write_info(output->png, output->info);
  return output;
}

void png_output_row(png_output *output, const uint8_t *row) { png_write_row(output->png, row); }

void png_output_finish(png_output *output) { png_write_end(output->png, NULL); }
