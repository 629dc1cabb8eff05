#include "cvision_resample.h"
#include "cvision_widest.h"

typedef float eight __attribute__((vector_size(32), aligned(4)));
typedef uint8_t eight_bytes __attribute__((vector_size(8), aligned(1)));

/// Sums eight columns of one row at a time and then transposes the block, because summing one column of eight rows at a
/// time would read each source row eight times.
WIDEST
void cvision_resample_down(const uint8_t *samples, size_t stride, int width, const int32_t first[8],
                           const float *weights, int taps, float *rows) {
  int x = 0;
  for (; x + 8 <= width; x += 8) {
    float block[8][8];
    for (int r = 0; r < 8; r++) {
      const uint8_t *source = samples + (size_t)first[r] * stride + x;
      const float *weight = weights + r * taps;
      eight sum = {0};
      for (int k = 0; k < taps; k++, source += stride) {
        sum += weight[k] * __builtin_convertvector(*(const eight_bytes *)source, eight);
      }
      *(eight *)block[r] = sum;
    }
    for (int c = 0; c < 8; c++) {
      for (int r = 0; r < 8; r++) rows[(x + c) * 8 + r] = block[r][c];
    }
  }
  for (; x < width; x++) {
    for (int r = 0; r < 8; r++) {
      const uint8_t *source = samples + (size_t)first[r] * stride + x;
      float sum = 0;
      for (int k = 0; k < taps; k++) sum += weights[r * taps + k] * source[(size_t)k * stride];
      rows[x * 8 + r] = sum;
    }
  }
}

WIDEST
void cvision_resample_across(const float *rows, const int32_t *first, const float *weights, int taps, int width,
                             uint8_t *samples, size_t stride, int count) {
  for (int x = 0; x < width; x++, weights += taps) {
    const float *column = rows + (size_t)first[x] * 8;
    eight sum = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
    for (int k = 0; k < taps; k++) sum += weights[k] * *(const eight *)(column + k * 8);
    for (int r = 0; r < count; r++) {
      const float level = sum[r];
      samples[(size_t)r * stride + x] = (uint8_t)(level < 0 ? 0 : level > 255 ? 255 : level);
    }
  }
}
