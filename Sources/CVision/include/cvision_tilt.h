#ifndef CVISION_TILT_H
#define CVISION_TILT_H

#include <stddef.h>
#include <stdint.h>

/// Sums the gradient directions in a rectangle of a plane, without its outermost samples. Each direction is a unit
/// complex number to the fourth power, weighted by how far the gradient exceeds `grain` grey levels per pixel. Returns
/// the real and imaginary parts of the sum, and the sum of the weights.
void cvision_tilt(const uint8_t *corner, ptrdiff_t stride, int width, int height, float grain, float *real,
                  float *imaginary, float *weight);

/// Resamples a square of `side` samples a side, by bilinear interpolation. Its middle is at (`x`, `y`) of the plane, and
/// its rows run along (`along`, `across`), a unit vector. Beyond the plane's edge, the edge is repeated. The plane has at
/// least 2 × 2 samples.
void cvision_straighten(const uint8_t *samples, ptrdiff_t stride, int width, int height, float x, float y, float along,
                        float across, int side, uint8_t *square);

#endif
