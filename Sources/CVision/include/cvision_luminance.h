#ifndef CVISION_LUMINANCE_H
#define CVISION_LUMINANCE_H

#include <stdbool.h>
#include <stdint.h>

/// Computes `width` values of chroma for a row of luma, centred on 0, the way decoders interpolate subsampled chroma.
///
/// `near` is the row of chroma samples that covers the row of luma, and has three quarters of the weight; `far` is the
/// row next to it on the other side of the luma row, or the same row if chroma is not subsampled vertically. `across`
/// says whether it is subsampled horizontally. Rows have `width` samples, or half as many, rounded up. `scratch` has
/// room for a row and two values.
void cvision_spread_chroma(const uint8_t *near, const uint8_t *far, bool across, int width, float *scratch,
                           float *output);

/// Computes the row of luma that has the same luminance with one chroma as `luma` has with another.
///
/// `wanted` and `shown` are rows of Cb and Cr, centred on 0: the chroma that belongs to `luma`, and that with which the
/// result will be shown. No sample changes by more than 16.
void cvision_keep_luminance(const uint8_t *luma, const float *const wanted[2], const float *const shown[2], int width,
                            uint8_t *output);

#endif
