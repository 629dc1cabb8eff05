#include "cvision_cells.h"
#include "cvision_widest.h"

WIDEST
void cvision_cells_of_bytes(const uint8_t *samples, size_t stride, int width, int height, float *means,
                            float *squares) {
  const int cells = (width + 1) / 2;
  for (int y = 0; y < height; y += 2, means += cells, squares += cells) {
    const uint8_t *above = samples + (size_t)y * stride;
    const uint8_t *below = y + 1 < height ? above + stride : above;
    for (int x = 0; x < width / 2; x++) {
      const int a = above[2 * x], b = above[2 * x + 1], c = below[2 * x], d = below[2 * x + 1];
      means[x] = (float)(a + b + c + d) * 0.25f;
      squares[x] = (float)(a * a + b * b + c * c + d * d) * 0.25f;
    }
    if (width % 2) {
      const int a = above[width - 1], c = below[width - 1];
      means[cells - 1] = (float)(a + c) * 0.5f;
      squares[cells - 1] = (float)(a * a + c * c) * 0.5f;
    }
  }
}

WIDEST
void cvision_cells(const float *samples, int width, int height, float *means, float *squares) {
  const int cells = (width + 1) / 2;
  for (int y = 0; y < height; y += 2, means += cells, squares += cells) {
    const float *above = samples + (size_t)y * (size_t)width;
    const float *below = y + 1 < height ? above + width : above;
    for (int x = 0; x < width / 2; x++) {
      const float a = above[2 * x], b = above[2 * x + 1], c = below[2 * x], d = below[2 * x + 1];
      means[x] = (a + b + c + d) * 0.25f;
      squares[x] = (a * a + b * b + c * c + d * d) * 0.25f;
    }
    if (width % 2) {
      const float a = above[width - 1], c = below[width - 1];
      means[cells - 1] = (a + c) * 0.5f;
      squares[cells - 1] = (a * a + c * c) * 0.5f;
    }
  }
}

WIDEST
void cvision_variance_weights(const float *const means[3], const float *const squares[3], int count, float stabilizer,
                              float *scratch, float *weights) {
  float *mean = scratch + 1, *square = scratch + count + 3;
  const float *m0 = means[0], *m1 = means[1], *m2 = means[2];
  const float *s0 = squares[0], *s1 = squares[1], *s2 = squares[2];
  for (int x = 0; x < count; x++) {
    mean[x] = 0.25f * (m0[x] + m2[x]) + 0.5f * m1[x];
    square[x] = 0.25f * (s0[x] + s2[x]) + 0.5f * s1[x];
  }
  mean[-1] = mean[0];
  mean[count] = mean[count - 1];
  square[-1] = square[0];
  square[count] = square[count - 1];
  for (int x = 0; x < count; x++) {
    const float m = 0.25f * (mean[x - 1] + mean[x + 1]) + 0.5f * mean[x];
    const float s = 0.25f * (square[x - 1] + square[x + 1]) + 0.5f * square[x];
    const float variance = s - m * m;
    weights[x] = 1 / (2 * (variance > 0 ? variance : 0) + stabilizer);
  }
}
