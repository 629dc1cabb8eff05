#ifndef CVISION_RESAMPLE_H
#define CVISION_RESAMPLE_H

#include <stddef.h>
#include <stdint.h>

/// Eight rows are filtered together: `rows` holds them column by column, eight values to a column.
enum { cvision_resample_rows = 8 };

/// Filters down the columns of a plane: row `r` of the eight is the weighted sum of `taps` rows from `first[r]` on, with
/// the weights from `weights + r * taps` on.
void cvision_resample_down(const uint8_t *samples, size_t stride, int width, const int32_t first[8],
                           const float *weights, int taps, float *rows);

/// Filters along eight rows: sample `x` is the weighted sum of `taps` columns from `first[x]` on, with the weights from
/// `weights + x * taps` on. Writes `count` rows of `width` rounded samples.
void cvision_resample_across(const float *rows, const int32_t *first, const float *weights, int taps, int width,
                             uint8_t *samples, size_t stride, int count);

#endif
