#ifndef CVISION_TILT_H
#define CVISION_TILT_H

#include <stddef.h>
#include <stdint.h>

/// The directions of the gradients within a part of a plane, but for its outermost samples, each as a complex number to the
/// fourth power: their sum, weighed by how far each gradient is above `grain` grey levels a pixel, and the weights' sum.
void cvision_tilt(const uint8_t *corner, ptrdiff_t stride, int width, int height, float grain, float *real,
                  float *imaginary, float *weight);

#endif
