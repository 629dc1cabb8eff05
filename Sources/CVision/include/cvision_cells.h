#ifndef CVISION_CELLS_H
#define CVISION_CELLS_H

#include <stddef.h>
#include <stdint.h>

/// Means and mean squares of cells of 2 × 2 samples. The results have (width + 1) / 2 × (height + 1) / 2 values. At an
/// odd size, the last column or row is counted twice.
void cvision_cells_of_bytes(const uint8_t *samples, size_t stride, int width, int height, float *means, float *squares);

/// The same for rows of floats without padding between them.
void cvision_cells(const float *samples, int width, int height, float *means, float *squares);

/// Computes 1 / (2 × variance + stabilizer) for a row of `count` cells. The variance is estimated around each cell by
/// blurring the moments with the kernel 1-2-1 in both directions. `means` and `squares` point to the rows above, at and
/// below the cells. `scratch` has room for 2 × (count + 2) values.
void cvision_variance_weights(const float *const means[3], const float *const squares[3], int count, float stabilizer,
                              float *scratch, float *weights);

#endif
