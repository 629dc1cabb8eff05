#include "cvision_convolve.h"
#include "cvision_widest.h"

/// Computes `PLACES` output positions of `LANES` channels at a time. These sums fill eight vector registers, which are
/// enough independent sums to keep the multipliers busy. With more channels at a time, fewer input values are read for
/// the same number of products.
#define DEFINE_CONVOLVE(NAME, LANES, PLACES, TARGET)                                                                \
  typedef float NAME##_vector __attribute__((vector_size(4 * LANES), aligned(4)));                                  \
  typedef int NAME##_mask __attribute__((vector_size(4 * LANES), aligned(4)));                                      \
                                                                                                                    \
  TARGET                                                                                                            \
  static void NAME(const cvision_convolution *shape, const float *input, const float *weights, const float *biases, \
                   float *output) {                                                                                 \
    const int inputs = shape->inputs, outputs = shape->outputs, columns = shape->output_columns;                    \
    const int span = shape->kernel_columns * inputs;                                                                \
    const int step = shape->column_stride * inputs;                                                                 \
    const int row_length = shape->padded_columns * inputs;                                                          \
    for (int group = 0; group < outputs; group += LANES) {                                                          \
      const NAME##_vector bias = *(const NAME##_vector *)(biases + group);                                          \
      for (int y = 0; y < shape->output_rows; y++) {                                                                \
        for (int x = 0; x < columns; x += PLACES) {                                                                 \
          NAME##_vector sums[PLACES];                                                                               \
          for (int place = 0; place < PLACES; place++) sums[place] = bias;                                          \
          const NAME##_vector *weight = (const NAME##_vector *)(weights + group * shape->kernel_rows * span);       \
          for (int row = 0; row < shape->kernel_rows; row++, weight += span) {                                      \
            const float *at = input + (y * shape->row_stride + row) * row_length + x * step;                        \
            for (int tap = 0; tap < span; tap++) {                                                                  \
              const NAME##_vector w = weight[tap];                                                                  \
              _Pragma("clang loop unroll(full)")                                                                    \
              for (int place = 0; place < PLACES; place++) sums[place] += w * at[place * step + tap];               \
            }                                                                                                       \
          }                                                                                                         \
          for (int place = 0; place < PLACES; place++) {                                                            \
            const NAME##_mask positive = sums[place] > 0;                                                           \
            *(NAME##_mask *)(output + (y * columns + x + place) * outputs + group) =                                \
                positive & (NAME##_mask)sums[place];                                                                \
          }                                                                                                         \
        }                                                                                                           \
      }                                                                                                             \
    }                                                                                                               \
  }

DEFINE_CONVOLVE(convolve_by_8, 8, 8, WIDEST)
DEFINE_CONVOLVE(convolve_by_16, 16, 4, WIDEST)

typedef void convolution(const cvision_convolution *, const float *, const float *, const float *, float *);

#if defined(__x86_64__) && defined(__linux__)
/// AVX-512 has registers of 16 lanes. It is 1.4 times as fast as AVX2 on Zen 4, and the results are the same.
DEFINE_CONVOLVE(convolve_by_16_in_one, 16, 8, __attribute__((target("arch=x86-64-v4"), min_vector_width(512))))

static convolution *by_16(void) { return __builtin_cpu_supports("x86-64-v4") ? convolve_by_16_in_one : convolve_by_16; }
#else
static convolution *by_16(void) { return convolve_by_16; }
#endif

int cvision_group(int outputs) { return outputs % 16 == 0 ? 16 : 8; }

void cvision_convolve(const cvision_convolution *shape, const float *input, const float *weights, const float *biases,
                      float *output) {
  (cvision_group(shape->outputs) == 16 ? by_16() : convolve_by_8)(shape, input, weights, biases, output);
}
