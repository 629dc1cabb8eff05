/// libFuzzer target: the input is a PNG.
#include <stdint.h>
#include <stdlib.h>

#include "CPNG.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  const cpng_read_limits limits = {.max_pixels = 1 << 20, .max_chunk_bytes = 1 << 20, .max_warnings = 1000};
  cpng_reader *reader = cpng_reader_create(bytes, count, limits);
  cpng_frame frame;
  if (reader && cpng_reader_start(reader, &frame) == CPNG_OK) {
    uint8_t *row = malloc((size_t)frame.width * frame.components);
    uint8_t *opacity = frame.has_opacity && count % 2 == 0 ? malloc(frame.width) : NULL;
    cpng_place place;
    cpng_status status;
    while ((status = cpng_reader_read_row(reader, row, opacity, &place)) == CPNG_OK && place.count > 0) {
      if (place.x + (uint64_t)(place.count - 1) * place.step >= frame.width || place.y >= frame.height) abort();
    }
    if (status == CPNG_OK) cpng_reader_finish(reader);
    free(row);
    free(opacity);
  }
  cpng_reader_destroy(reader);
  return 0;
}
