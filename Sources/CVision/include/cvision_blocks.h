#ifndef CVISION_BLOCKS_H
#define CVISION_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

/// The side of a block, in samples.
enum { cvision_block = 32 };
/// The side of a tile, in samples.
enum { cvision_tile = 16 };

/// What changes in a block of `cvision_block` samples a side: over every second line but the last, and all columns but the
/// last, the sum of a sample's differences from its right and from its lower neighbour, less `grain` and at most 96; and
/// into `light` the sum of those samples. One sample right of the block is read in its first 31 lines.
uint32_t cvision_change(const uint8_t *corner, ptrdiff_t stride, int grain, uint32_t *light);

/// The steepness of a tile's edges in four directions: across, down, falling and rising. The 98th percentile of Sobel's
/// gradient in steps of half a grey level, 0…255; one sample around the tile is read.
void cvision_steepness(const uint8_t *corner, ptrdiff_t stride, uint8_t steepness[4]);

/// The difference between a tile's third brightest and third darkest sample.
int cvision_contrast(const uint8_t *corner, ptrdiff_t stride);

#endif
