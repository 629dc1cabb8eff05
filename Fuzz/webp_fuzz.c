/// libFuzzer target: the input is a WebP. It is decoded to planes and to pixels, at full and at reduced size.
#include <stdint.h>
#include <stdlib.h>

#include "CWebP.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  cwebp_frame frame;
  if (cwebp_read_frame(bytes, count, &frame) != CWEBP_OK) return 0;
  if ((uint64_t)frame.width * frame.height > 1 << 18) return 0;
  const uint32_t factor = 1 + count % 3;
  const uint32_t width = (frame.width + factor - 1) / factor, height = (frame.height + factor - 1) / factor;
  const size_t pixels = (size_t)width * height;
  uint8_t *memory = malloc(pixels * 4 + 4);
  if (frame.is_planar) {
    // Exactly as large as the API documents as sufficient.
    const size_t half = ((size_t)width + 1) / 2 * (((size_t)height + 1) / 2);
    uint8_t *luma = malloc(pixels), *blue = malloc(half), *red = malloc(half);
    cwebp_decode_planes(&frame, width, height, luma, blue, red);
    free(luma);
    free(blue);
    free(red);
  }
  cwebp_decode_pixels(&frame, width, height, memory);
  free(memory);
  return 0;
}
