#include "cvision_blocks.h"
#include "cvision_widest.h"

#define AREA (cvision_tile * cvision_tile)

WIDEST
uint32_t cvision_change(const uint8_t *corner, ptrdiff_t stride, int grain, uint32_t *light) {
  uint32_t change = 0, sum = 0;
  for (int y = 0; y < cvision_block - 1; y += 2) {
    const uint8_t *line = corner + y * stride;
    const uint8_t *next = line + stride;
    uint16_t changes[cvision_block], lights[cvision_block];
    for (int x = 0; x < cvision_block; x++) {
      const int16_t sample = line[x];
      const int16_t across = line[x + 1] - sample, down = next[x] - sample;
      int16_t step = (across < 0 ? -across : across) + (down < 0 ? -down : down) - grain;
      step = step < 0 ? 0 : step;
      changes[x] = step > 96 ? 96 : step;
      lights[x] = sample;
    }
    changes[cvision_block - 1] = lights[cvision_block - 1] = 0;
    uint16_t of_line = 0, light_of_line = 0;
    for (int x = 0; x < cvision_block; x++) {
      of_line += changes[x];
      light_of_line += lights[x];
    }
    change += of_line;
    sum += light_of_line;
  }
  *light = sum;
  return change;
}

/// The number of values that are at least `level`. Counts in bytes, 128 values at a time, so that no byte overflows.
static inline __attribute__((always_inline)) int count_from(const uint8_t values[AREA], uint8_t level) {
  int count = 0;
  for (int half = 0; half < AREA; half += 128) {
    uint8_t sum[32] = {0};
    for (int part = 0; part < 128; part += 32) {
      for (int i = 0; i < 32; i++) sum[i] += values[half + part + i] >= level;
    }
    for (int i = 0; i < 32; i++) count += sum[i];
  }
  return count;
}

/// The highest level that at least `wanted` values reach, found bit by bit; 0 if there is none.
static inline __attribute__((always_inline)) uint8_t level_of(const uint8_t values[AREA], int wanted) {
  uint8_t level = 0;
  for (int bit = 128; bit > 0; bit >>= 1) {
    if (count_from(values, level | bit) >= wanted) level |= bit;
  }
  return level;
}

static inline __attribute__((always_inline)) uint8_t limited(int16_t value) {
  const int16_t magnitude = value < 0 ? -value : value;
  return magnitude > 255 ? 255 : magnitude;
}

WIDEST
void cvision_steepness(const uint8_t *corner, ptrdiff_t stride, uint8_t steepness[4]) {
  uint8_t gradients[4][AREA];
  for (int y = 0; y < cvision_tile; y++) {
    const uint8_t *above = corner + (y - 1) * stride;
    const uint8_t *here = corner + y * stride;
    const uint8_t *below = corner + (y + 1) * stride;
    for (int x = 0; x < cvision_tile; x++) {
      const int16_t nw = above[x - 1], n = above[x], ne = above[x + 1];
      const int16_t w = here[x - 1], e = here[x + 1];
      const int16_t sw = below[x - 1], s = below[x], se = below[x + 1];
      // The Sobel operator. Divided by 8, its result is in grey levels per pixel.
      const int16_t across = (ne - nw) + 2 * (e - w) + (se - sw);
      const int16_t down = (sw - nw) + 2 * (s - n) + (se - ne);
      const int16_t falling = 2 * (se - nw) + (s - w) + (e - n);
      const int16_t rising = 2 * (ne - sw) + (n - w) + (e - s);
      const int at = y * cvision_tile + x;
      gradients[0][at] = limited((across < 0 ? -across : across) >> 2);
      gradients[1][at] = limited((down < 0 ? -down : down) >> 2);
      // Along a diagonal the operator must be divided by 6√2, not by 8.
      gradients[2][at] = limited(((falling < 0 ? -falling : falling) * 15) >> 6);
      gradients[3][at] = limited(((rising < 0 ? -rising : rising) * 15) >> 6);
    }
  }
  for (int direction = 0; direction < 4; direction++) {
    steepness[direction] = level_of(gradients[direction], AREA / 50 + 1);
  }
}

WIDEST
int cvision_contrast(const uint8_t *corner, ptrdiff_t stride) {
  uint8_t bright[AREA], dark[AREA];
  for (int y = 0; y < cvision_tile; y++) {
    for (int x = 0; x < cvision_tile; x++) {
      const uint8_t sample = corner[y * stride + x];
      bright[y * cvision_tile + x] = sample;
      dark[y * cvision_tile + x] = 255 - sample;
    }
  }
  return level_of(bright, 3) - (255 - level_of(dark, 3));
}
