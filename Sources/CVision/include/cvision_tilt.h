#ifndef CVISION_TILT_H
#define CVISION_TILT_H

#include <stddef.h>
#include <stdint.h>

/// Sums the gradient directions in a rectangle of a plane, without its outermost samples. Each direction is a unit
/// complex number to the fourth power, weighted by how far the gradient exceeds `grain` grey levels per pixel. Returns
/// the real and imaginary parts of the sum, and the sum of the weights.
void cvision_tilt(const uint8_t *corner, ptrdiff_t stride, int width, int height, float grain, float *real,
                  float *imaginary, float *weight);

#endif
