#include "cvision_convolve.h"

/// Eight floats: one register with AVX, two without.
typedef float vector8 __attribute__((vector_size(32), aligned(4)));
typedef int mask8 __attribute__((vector_size(32), aligned(4)));

/// Output places summed at a time: enough independent sums to keep the multipliers busy.
#define PLACES 8

#if defined(__x86_64__) && defined(__linux__)
/// The loader picks the version for the processor at hand: AVX2 with fused multiply-add, or what every x86-64 has.
#define WIDEST __attribute__((target_clones("default", "arch=x86-64-v3")))
#else
#define WIDEST
#endif

WIDEST
void cvision_convolve(const float *input, int padded_side, int inputs, int kernel, int stride, const float *weights,
                      const float *biases, float *output, int output_side, int outputs) {
  const int span = kernel * inputs;
  const int step = stride * inputs;
  for (int group = 0; group < outputs; group += 8) {
    const vector8 bias = *(const vector8 *)(biases + group);
    for (int y = 0; y < output_side; y++) {
      for (int x = 0; x < output_side; x += PLACES) {
        vector8 sums[PLACES];
        for (int place = 0; place < PLACES; place++) sums[place] = bias;
        const vector8 *weight = (const vector8 *)(weights + group * kernel * span);
        for (int row = 0; row < kernel; row++, weight += span) {
          const float *at = input + ((y * stride + row) * padded_side + x * stride) * inputs;
          for (int tap = 0; tap < span; tap++) {
            const vector8 w = weight[tap];
#pragma clang loop unroll(full)
            for (int place = 0; place < PLACES; place++) sums[place] += w * at[place * step + tap];
          }
        }
        for (int place = 0; place < PLACES; place++) {
          const mask8 positive = sums[place] > 0;
          *(mask8 *)(output + (y * output_side + x + place) * outputs + group) = positive & (mask8)sums[place];
        }
      }
    }
  }
}
