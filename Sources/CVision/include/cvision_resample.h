#ifndef CVISION_RESAMPLE_H
#define CVISION_RESAMPLE_H

#include <stddef.h>
#include <stdint.h>

/// The number of rows that are filtered together. `rows` stores them by column, eight values per column.
enum { cvision_resample_rows = 8 };

/// Filters vertically: row `r` of the eight is the weighted sum of `taps` source rows starting at `first[r]`, with the
/// weights starting at `weights + r * taps`.
void cvision_resample_down(const uint8_t *samples, size_t stride, int width, const int32_t first[8],
                           const float *weights, int taps, float *rows);

/// Filters eight rows horizontally: sample `x` is the weighted sum of `taps` columns starting at `first[x]`, with the
/// weights starting at `weights + x * taps`. Writes `count` rows of `width` rounded samples.
void cvision_resample_across(const float *rows, const int32_t *first, const float *weights, int taps, int width,
                             uint8_t *samples, size_t stride, int count);

#endif
