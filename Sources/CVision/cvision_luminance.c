#include "cvision_luminance.h"
#include "cvision_widest.h"

WIDEST
void cvision_spread_chroma(const uint8_t *near, const uint8_t *far, bool across, int width, float *scratch,
                           float *output) {
  const int count = across ? (width + 1) / 2 : width;
  float *row = across ? scratch + 1 : output;
  for (int x = 0; x < count; x++) row[x] = 0.75f * (float)near[x] + 0.25f * (float)far[x] - 128;
  if (!across) return;
  row[-1] = row[0];
  row[count] = row[count - 1];
  for (int x = 0; x < width / 2; x++) {
    output[2 * x] = 0.75f * row[x] + 0.25f * row[x - 1];
    output[2 * x + 1] = 0.75f * row[x] + 0.25f * row[x + 1];
  }
  if (width % 2) output[width - 1] = 0.75f * row[count - 1] + 0.25f * row[count - 2];
}

static inline float limited(float value, float least, float most) {
  return value < least ? least : value > most ? most : value;
}

/// The mean slope of sRGB's curve, from samples to light, between two samples; both are 0 to 255. The curve is taken as
/// 0.0159 v + 0.6687 v² + 0.3171 v³ for v from 0 to 1, which is correct to 0.002.
static inline float slope(float a, float b) {
  const float linear = 0.0159f * 255 * 255, square = 0.6687f * 255, cube = 0.3171f;
  return linear + square * (a + b) + cube * (a * a + a * b + b * b);
}

// Luminance is 0.2126 R + 0.7152 G + 0.0722 B in linear light. Where chroma changes each of R, G and B, luma has to
// change all of them by the mean of these changes, weighted by how much each one's light changes luminance.
WIDEST
void cvision_keep_luminance(const uint8_t *luma, const float *const wanted[2], const float *const shown[2], int width,
                            uint8_t *output) {
  const float *blue = wanted[0], *red = wanted[1], *shown_blue = shown[0], *shown_red = shown[1];
  for (int x = 0; x < width; x++) {
    const float y = luma[x];
    const float r0 = limited(y + 1.402f * red[x], 0, 255), r1 = limited(y + 1.402f * shown_red[x], 0, 255);
    const float g0 = limited(y - 0.344136f * blue[x] - 0.714136f * red[x], 0, 255);
    const float g1 = limited(y - 0.344136f * shown_blue[x] - 0.714136f * shown_red[x], 0, 255);
    const float b0 = limited(y + 1.772f * blue[x], 0, 255), b1 = limited(y + 1.772f * shown_blue[x], 0, 255);
    const float r = 0.2126f * slope(r0, r1), g = 0.7152f * slope(g0, g1), b = 0.0722f * slope(b0, b1);
    const float change = (r * (r0 - r1) + g * (g0 - g1) + b * (b0 - b1)) / (r + g + b);
    output[x] = (uint8_t)(limited(y + limited(change, -16, 16), 0, 255) + 0.5f);
  }
}
