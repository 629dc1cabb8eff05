#include "cvision_tilt.h"
#include "cvision_widest.h"

#define LANES 8
typedef float floats __attribute__((vector_size(4 * LANES)));
typedef int32_t mask __attribute__((vector_size(4 * LANES)));

WIDEST
void cvision_tilt(const uint8_t *corner, ptrdiff_t stride, int width, int height, float grain, float *real,
                  float *imaginary, float *weight) {
  floats real_sum = {0}, imaginary_sum = {0}, weight_sum = {0};
  for (int y = 1; y < height - 1; y++) {
    for (int x = 1; x < width - 1; x += LANES) {
      const uint8_t *above = corner + (y - 1) * stride + x;
      const uint8_t *here = above + stride;
      const uint8_t *below = here + stride;
      // Columns beyond the last one stay zero, which is not above `grain`, so they are not counted.
      int32_t across[LANES] = {0}, down[LANES] = {0};
      const int columns = width - 1 - x;
#define GRADIENT(COLUMN)                                                                           \
  const int diagonal = below[COLUMN + 1] - above[COLUMN - 1];                                      \
  const int other = above[COLUMN + 1] - below[COLUMN - 1];                                         \
  across[COLUMN] = diagonal + other + 2 * (here[COLUMN + 1] - here[COLUMN - 1]);                   \
  down[COLUMN] = diagonal - other + 2 * (below[COLUMN] - above[COLUMN]);
      if (columns >= LANES) {
        for (int column = 0; column < LANES; column++) {
          GRADIENT(column)
        }
      } else {
        for (int column = 0; column < columns; column++) {
          GRADIENT(column)
        }
      }
#undef GRADIENT
      floats a, d;
      for (int lane = 0; lane < LANES; lane++) {
        // The Sobel operator divided by 8 is in grey levels per pixel.
        a[lane] = (float)across[lane] / 8;
        d[lane] = (float)down[lane] / 8;
      }
      const floats squared = a * a + d * d;
      const mask is_edge = squared > grain * grain;
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
  for (int lane = 0; lane < LANES; lane++) {
    *real += real_sum[lane];
    *imaginary += imaginary_sum[lane];
    *weight += weight_sum[lane];
  }
}
