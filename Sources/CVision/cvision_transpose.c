#include "cvision_transpose.h"

#include <string.h>

typedef uint8_t eight_bytes __attribute__((vector_size(8), aligned(1)));
typedef uint8_t sixteen_bytes __attribute__((vector_size(16)));
typedef uint16_t eight_pairs __attribute__((vector_size(16)));
typedef uint32_t four_quads __attribute__((vector_size(16)));

/// The bytes of both vectors, alternating.
static inline sixteen_bytes interleaved(eight_bytes a, eight_bytes b) {
  return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15);
}

static inline eight_pairs low_pairs(sixteen_bytes a, sixteen_bytes b) {
  return __builtin_shufflevector((eight_pairs)a, (eight_pairs)b, 0, 8, 1, 9, 2, 10, 3, 11);
}

static inline eight_pairs high_pairs(sixteen_bytes a, sixteen_bytes b) {
  return __builtin_shufflevector((eight_pairs)a, (eight_pairs)b, 4, 12, 5, 13, 6, 14, 7, 15);
}

/// Writes two rows of eight samples.
static inline void put(uint8_t *target, size_t stride, four_quads rows) {
  memcpy(target, &rows, 8);
  memcpy(target + stride, (const char *)&rows + 8, 8);
}

/// Transposes a block of 8 × 8 samples. `source` is the sample of the block with the lowest address in its first row.
static inline void transpose_block(const uint8_t *source, ptrdiff_t column, int is_reversed, uint8_t *target,
                                   size_t stride) {
  eight_bytes v[8];
  for (int x = 0; x < 8; x++) {
    v[x] = *(const eight_bytes *)(source + x * column);
    if (is_reversed) v[x] = __builtin_shufflevector(v[x], v[x], 7, 6, 5, 4, 3, 2, 1, 0);
  }
  const sixteen_bytes a = interleaved(v[0], v[1]), b = interleaved(v[2], v[3]);
  const sixteen_bytes c = interleaved(v[4], v[5]), d = interleaved(v[6], v[7]);
  const four_quads upper_left = (four_quads)low_pairs(a, b), upper_right = (four_quads)low_pairs(c, d);
  const four_quads lower_left = (four_quads)high_pairs(a, b), lower_right = (four_quads)high_pairs(c, d);
  put(target, stride, __builtin_shufflevector(upper_left, upper_right, 0, 4, 1, 5));
  put(target + 2 * stride, stride, __builtin_shufflevector(upper_left, upper_right, 2, 6, 3, 7));
  put(target + 4 * stride, stride, __builtin_shufflevector(lower_left, lower_right, 0, 4, 1, 5));
  put(target + 6 * stride, stride, __builtin_shufflevector(lower_left, lower_right, 2, 6, 3, 7));
}

/// Works in tiles: reading down a whole column would cause a cache miss for every sample.
void cvision_transpose(const uint8_t *source, ptrdiff_t column, ptrdiff_t row, uint8_t *target, size_t target_stride,
                       int width, int height) {
  enum { tile = 64 };
  const int whole_width = width / 8 * 8, whole_height = height / 8 * 8;
  for (int left = 0; left < whole_width; left += tile) {
    const int right = left + tile < whole_width ? left + tile : whole_width;
    for (int y = 0; y < whole_height; y += 8) {
      for (int x = left; x < right; x += 8) {
        const uint8_t *corner = source + x * column + y * row - (row < 0 ? 7 : 0);
        transpose_block(corner, column, row < 0, target + (size_t)y * target_stride + x, target_stride);
      }
    }
  }
  for (int y = 0; y < height; y++) {
    for (int x = y < whole_height ? whole_width : 0; x < width; x++) {
      target[(size_t)y * target_stride + x] = source[x * column + y * row];
    }
  }
}
