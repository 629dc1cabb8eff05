#ifndef CVISION_TRANSPOSE_H
#define CVISION_TRANSPOSE_H

#include <stddef.h>
#include <stdint.h>

/// Fills `height` rows of `width` samples, `target_stride` apart. Sample x of row y is `source[x * column + y * row]`,
/// where `row` is 1 or -1, so columns of the target are rows of the source.
void cvision_transpose(const uint8_t *source, ptrdiff_t column, ptrdiff_t row, uint8_t *target, size_t target_stride,
                       int width, int height);

#endif
