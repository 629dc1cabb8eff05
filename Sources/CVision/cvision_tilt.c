#include "cvision_tilt.h"
#include "cvision_widest.h"

#define LANES 8
typedef float floats __attribute__((vector_size(4 * LANES)));
typedef int32_t mask __attribute__((vector_size(4 * LANES)));
typedef uint8_t bytes __attribute__((vector_size(LANES), aligned(1)));

/// Eight samples as integers.
#define eight(SAMPLES) __builtin_convertvector(*(const bytes *)(SAMPLES), mask)

WIDEST
void cvision_tilt(const uint8_t *corner, ptrdiff_t stride, int width, int height, float grain, float *real,
                  float *imaginary, float *weight) {
  floats real_sum = {0}, imaginary_sum = {0}, weight_sum = {0};
  for (int y = 1; y < height - 1; y++) {
    for (int x = 1; x < width - 1; x += LANES) {
      const uint8_t *above = corner + (y - 1) * stride + x;
      const uint8_t *here = above + stride;
      const uint8_t *below = here + stride;
      const int columns = width - 1 - x;
      uint8_t last[3][LANES + 2] = {{0}};
      if (columns < LANES) {
        for (int column = 0; column < columns + 2; column++) {
          last[0][column] = above[column - 1];
          last[1][column] = here[column - 1];
          last[2][column] = below[column - 1];
        }
        above = last[0] + 1;
        here = last[1] + 1;
        below = last[2] + 1;
      }
      const mask diagonal = eight(below + 1) - eight(above - 1), other = eight(above + 1) - eight(below - 1);
      const mask across = diagonal + other + 2 * (eight(here + 1) - eight(here - 1));
      const mask down = diagonal - other + 2 * (eight(below) - eight(above));
      // The Sobel operator divided by 8 is in grey levels per pixel.
      const floats a = __builtin_convertvector(across, floats) / 8, d = __builtin_convertvector(down, floats) / 8;
      const floats squared = a * a + d * d;
      const mask is_edge = (squared > grain * grain) & ((mask){0, 1, 2, 3, 4, 5, 6, 7} < columns);
      const floats strength = __builtin_elementwise_sqrt(squared) - grain;
      // The gradient as a complex number, which is raised to the fourth power below.
      const floats r = a * a - d * d, i = 2 * a * d;
      const floats share = strength / (squared * squared);
      real_sum += (floats)(is_edge & (mask)((r * r - i * i) * share));
      imaginary_sum += (floats)(is_edge & (mask)(2 * r * i * share));
      weight_sum += (floats)(is_edge & (mask)strength);
    }
  }
  *real = *imaginary = *weight = 0;
  // Unrolled, so that the sums stay in registers in the loops above.
  _Pragma("clang loop unroll(full)")
  for (int lane = 0; lane < LANES; lane++) {
    *real += real_sum[lane];
    *imaginary += imaginary_sum[lane];
    *weight += weight_sum[lane];
  }
}

WIDEST
void cvision_straighten(const uint8_t *samples, ptrdiff_t stride, int width, int height, float x, float y, float along,
                        float across, int side, uint8_t *square) {
  // Rounded as on processors that do not multiply and add at once.
#pragma STDC FP_CONTRACT OFF
  enum { run = 64 };
  const float half = (float)(side - 1) / 2;
  const float last_column = (float)(width - 1) - 0.001f, last_row = (float)(height - 1) - 0.001f;
  int32_t columns[run], rows[run], corners[4][run];
  float right[run], down[run];
  for (int row = 0; row < side; row++) {
    const float v = (float)row - half;
    for (int first = 0; first < side; first += run) {
      const int count = side - first < run ? side - first : run;
      for (int i = 0; i < count; i++) {
        const float u = (float)(first + i) - half;
        float left = x + along * u - across * v, top = y + across * u + along * v;
        left = left > 0 ? left : 0;
        top = top > 0 ? top : 0;
        left = left < last_column ? left : last_column;
        top = top < last_row ? top : last_row;
        columns[i] = (int32_t)left;
        rows[i] = (int32_t)top;
        right[i] = left - (float)columns[i];
        down[i] = top - (float)rows[i];
      }
      for (int i = 0; i < count; i++) {
        const uint8_t *corner = samples + rows[i] * stride + columns[i];
        corners[0][i] = corner[0];
        corners[1][i] = corner[1];
        corners[2][i] = corner[stride];
        corners[3][i] = corner[stride + 1];
      }
      for (int i = 0; i < count; i++) {
        const float upper = (float)corners[0][i] + right[i] * (float)(corners[1][i] - corners[0][i]);
        const float lower = (float)corners[2][i] + right[i] * (float)(corners[3][i] - corners[2][i]);
        square[(size_t)row * (size_t)side + (size_t)(first + i)] =
            (uint8_t)(int32_t)(upper + down[i] * (lower - upper) + 0.5f);
      }
    }
  }
}
