#ifndef CVISION_CELLS_H
#define CVISION_CELLS_H

#include <stddef.h>
#include <stdint.h>

/// Means and mean squares of 2 × 2 samples. The results have (width + 1) / 2 × (height + 1) / 2 values; an odd last
/// column or row counts twice.
void cvision_cells_of_bytes(const uint8_t *samples, size_t stride, int width, int height, float *means, float *squares);

/// The same for rows of floats that follow each other without padding.
void cvision_cells(const float *samples, int width, int height, float *means, float *squares);

/// 1 / (2 × variance + stabilizer) for a row of `count` cells. The variance is that of the samples around each cell: the
/// moments are blurred by 1-2-1 across and down. `means` and `squares` are the rows above, at and below.
/// `scratch` has room for 2 × (count + 2) values.
void cvision_variance_weights(const float *const means[3], const float *const squares[3], int count, float stabilizer,
                              float *scratch, float *weights);

#endif
