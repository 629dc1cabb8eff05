#ifndef CVISION_BLOCKS_H
#define CVISION_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

/// The side length of a block, in samples.
enum { cvision_block = 32 };
/// The side length of a tile, in samples.
enum { cvision_tile = 16 };

/// Measures the local differences in a block of `cvision_block` × `cvision_block` samples. For each sample of every
/// second row, without the last column, it adds the absolute differences to the right and lower neighbours, subtracts
/// `grain`, and clamps the result to 0…96. Returns the sum, and stores the sum of those samples in `light`. Reads one
/// sample to the right of the block in its first 31 rows.
uint32_t cvision_change(const uint8_t *corner, ptrdiff_t stride, int grain, uint32_t *light);

/// Measures the edges in a tile in four directions: horizontal, vertical, and the falling and rising diagonals. The
/// result is the 98th percentile of the Sobel gradient in units of half a grey level per pixel, 0…255. Reads a border
/// of one sample around the tile.
void cvision_steepness(const uint8_t *corner, ptrdiff_t stride, uint8_t steepness[4]);

/// The difference between the third brightest and the third darkest sample of a tile.
int cvision_contrast(const uint8_t *corner, ptrdiff_t stride);

#endif
