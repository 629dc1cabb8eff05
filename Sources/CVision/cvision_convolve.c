#include "cvision_convolve.h"

#include <string.h>

#include "cvision_widest.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Products and sums of floating-point numbers are rounded one by one, with every instruction set.
#pragma STDC FP_CONTRACT OFF

/// Computes `PLACES` output positions of `LANES` channels at a time. These sums fill eight vector registers, which are
/// enough independent sums to keep the multipliers busy. With more channels at a time, fewer input values are read for
/// the same number of products.
///
/// `NAME##_sums` is a vector of `LANES` 32-bit sums, `NAME##_pairs` one of as many pairs of 16-bit weights. `NAME##_add`
/// adds the products of pairs of weights and a pair of inputs; `NAME##_store` writes the results of the sums. The sums
/// stay in registers only if all loops over them are unrolled.
#define DEFINE_CONVOLVE(NAME, LANES, PLACES, TARGET)                                                                  \
  TARGET                                                                                                              \
  static void NAME(const cvision_convolution *shape, const int16_t *input, const int16_t *weights,                    \
                   const float *scales, const float *biases, float *output) {                                         \
    const int inputs = shape->inputs, outputs = shape->outputs, columns = shape->output_columns;                      \
    const int pairs = (shape->kernel_columns * inputs + 1) / 2;                                                       \
    const int step = shape->column_stride * inputs;                                                                   \
    const int row_length = shape->padded_columns * inputs;                                                            \
    for (int group = 0; group < outputs; group += LANES) {                                                            \
      for (int y = 0; y < shape->output_rows; y++) {                                                                  \
        for (int x = 0; x < columns; x += PLACES) {                                                                   \
          NAME##_sums sums[PLACES];                                                                                   \
          _Pragma("clang loop unroll(full)")                                                                          \
          for (int place = 0; place < PLACES; place++) sums[place] = NAME##_zero();                                   \
          const int16_t *weight = weights + group * shape->kernel_rows * 2 * pairs;                                   \
          for (int row = 0; row < shape->kernel_rows; row++) {                                                        \
            const int16_t *at = input + (y * shape->row_stride + row) * row_length + x * step;                        \
            for (int pair = 0; pair < pairs; pair++, weight += 2 * LANES) {                                           \
              NAME##_pairs w;                                                                                         \
              memcpy(&w, weight, sizeof w);                                                                           \
              _Pragma("clang loop unroll(full)")                                                                      \
              for (int place = 0; place < PLACES; place++) {                                                          \
                sums[place] = NAME##_add(sums[place], w, at + place * step + 2 * pair);                               \
              }                                                                                                       \
            }                                                                                                         \
          }                                                                                                           \
          _Pragma("clang loop unroll(full)")                                                                          \
          for (int place = 0; place < PLACES; place++) {                                                              \
            NAME##_store(sums[place], scales + group, biases + group,                                                 \
                         output + (y * columns + x + place) * outputs + group);                                       \
          }                                                                                                           \
        }                                                                                                             \
      }                                                                                                               \
    }                                                                                                                 \
  }

typedef void convolution(const cvision_convolution *, const int16_t *, const int16_t *, const float *, const float *,
                         float *);

#if defined(__x86_64__)

/// Two inputs beside each other, as one number.
static inline int32_t pair_at(const int16_t *inputs) {
  int32_t pair;
  memcpy(&pair, inputs, sizeof pair);
  return pair;
}

#define INLINE(TARGET) __attribute__((target(TARGET), always_inline)) static inline

// SSE2, which every x86-64 has. There are 16 registers of 4 lanes; two groups of 4 channels share their inputs.
typedef struct {
  __m128i lower, upper;
} sse2_sums;
typedef sse2_sums sse2_pairs;
INLINE("sse2") sse2_sums sse2_add(sse2_sums sums, sse2_pairs weights, const int16_t *inputs) {
  const __m128i pair = _mm_set1_epi32(pair_at(inputs));
  sums.lower = _mm_add_epi32(sums.lower, _mm_madd_epi16(weights.lower, pair));
  sums.upper = _mm_add_epi32(sums.upper, _mm_madd_epi16(weights.upper, pair));
  return sums;
}
INLINE("sse2") sse2_sums sse2_zero(void) { return (sse2_sums){_mm_setzero_si128(), _mm_setzero_si128()}; }
INLINE("sse2") void sse2_store_half(__m128i sums, const float *scales, const float *biases, float *output) {
  const __m128 product = _mm_mul_ps(_mm_cvtepi32_ps(sums), _mm_loadu_ps(scales));
  _mm_storeu_ps(output, _mm_max_ps(_mm_add_ps(product, _mm_loadu_ps(biases)), _mm_setzero_ps()));
}
INLINE("sse2") void sse2_store(sse2_sums sums, const float *scales, const float *biases, float *output) {
  sse2_store_half(sums.lower, scales, biases, output);
  sse2_store_half(sums.upper, scales + 4, biases + 4, output + 4);
}
DEFINE_CONVOLVE(sse2, 8, 4, __attribute__((target("sse2"))))

typedef struct {
  sse2_sums lower, upper;
} sse2_16_sums;
typedef sse2_16_sums sse2_16_pairs;
INLINE("sse2") sse2_16_sums sse2_16_add(sse2_16_sums sums, sse2_16_pairs weights, const int16_t *inputs) {
  sums.lower = sse2_add(sums.lower, weights.lower, inputs);
  sums.upper = sse2_add(sums.upper, weights.upper, inputs);
  return sums;
}
INLINE("sse2") sse2_16_sums sse2_16_zero(void) { return (sse2_16_sums){sse2_zero(), sse2_zero()}; }
INLINE("sse2") void sse2_16_store(sse2_16_sums sums, const float *scales, const float *biases, float *output) {
  sse2_store(sums.lower, scales, biases, output);
  sse2_store(sums.upper, scales + 8, biases + 8, output + 8);
}
DEFINE_CONVOLVE(sse2_16, 16, 2, __attribute__((target("sse2"))))

#define AVX2 "avx2,fma"
typedef __m256i avx2_sums;
typedef __m256i avx2_pairs;
INLINE(AVX2) __m256i avx2_add(__m256i sums, __m256i weights, const int16_t *inputs) {
  return _mm256_add_epi32(sums, _mm256_madd_epi16(weights, _mm256_set1_epi32(pair_at(inputs))));
}
INLINE(AVX2) __m256i avx2_zero(void) { return _mm256_setzero_si256(); }
INLINE(AVX2) void avx2_store(__m256i sums, const float *scales, const float *biases, float *output) {
  const __m256 product = _mm256_mul_ps(_mm256_cvtepi32_ps(sums), _mm256_loadu_ps(scales));
  _mm256_storeu_ps(output, _mm256_max_ps(_mm256_add_ps(product, _mm256_loadu_ps(biases)), _mm256_setzero_ps()));
}
DEFINE_CONVOLVE(avx2, 8, 8, __attribute__((target(AVX2))))

typedef struct {
  __m256i lower, upper;
} avx2_16_sums;
typedef avx2_16_sums avx2_16_pairs;
INLINE(AVX2) avx2_16_sums avx2_16_add(avx2_16_sums sums, avx2_16_pairs weights, const int16_t *inputs) {
  sums.lower = avx2_add(sums.lower, weights.lower, inputs);
  sums.upper = avx2_add(sums.upper, weights.upper, inputs);
  return sums;
}
INLINE(AVX2) avx2_16_sums avx2_16_zero(void) { return (avx2_16_sums){avx2_zero(), avx2_zero()}; }
INLINE(AVX2) void avx2_16_store(avx2_16_sums sums, const float *scales, const float *biases, float *output) {
  avx2_store(sums.lower, scales, biases, output);
  avx2_store(sums.upper, scales + 8, biases + 8, output + 8);
}
DEFINE_CONVOLVE(avx2_16, 16, 4, __attribute__((target(AVX2))))

// With VNNI, one instruction multiplies and adds.
#define VNNI "avx2,fma,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni"
typedef __m256i vnni_sums;
typedef __m256i vnni_pairs;
INLINE(VNNI) __m256i vnni_add(__m256i sums, __m256i weights, const int16_t *inputs) {
  return _mm256_dpwssd_epi32(sums, weights, _mm256_set1_epi32(pair_at(inputs)));
}
#define vnni_zero avx2_zero
#define vnni_store avx2_store
DEFINE_CONVOLVE(vnni, 8, 8, __attribute__((target(VNNI), min_vector_width(256))))

typedef __m512i vnni_16_sums;
typedef __m512i vnni_16_pairs;
INLINE(VNNI) __m512i vnni_16_add(__m512i sums, __m512i weights, const int16_t *inputs) {
  return _mm512_dpwssd_epi32(sums, weights, _mm512_set1_epi32(pair_at(inputs)));
}
INLINE(VNNI) __m512i vnni_16_zero(void) { return _mm512_setzero_si512(); }
INLINE(VNNI) void vnni_16_store(__m512i sums, const float *scales, const float *biases, float *output) {
  const __m512 product = _mm512_mul_ps(_mm512_cvtepi32_ps(sums), _mm512_loadu_ps(scales));
  _mm512_storeu_ps(output, _mm512_max_ps(_mm512_add_ps(product, _mm512_loadu_ps(biases)), _mm512_setzero_ps()));
}
DEFINE_CONVOLVE(vnni_16, 16, 8, __attribute__((target(VNNI), min_vector_width(512))))

static convolution *by(int lanes) {
  if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")) {
    return lanes == 16 ? vnni_16 : vnni;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return lanes == 16 ? avx2_16 : avx2;
  return lanes == 16 ? sse2_16 : sse2;
}

#else

typedef struct {
  int32_t at[8];
} plain_sums;
typedef struct {
  int16_t at[16];
} plain_pairs;
static inline plain_sums plain_zero(void) { return (plain_sums){{0}}; }
static inline plain_sums plain_add(plain_sums sums, plain_pairs weights, const int16_t *inputs) {
  for (int lane = 0; lane < 8; lane++) {
    sums.at[lane] += weights.at[2 * lane] * inputs[0] + weights.at[2 * lane + 1] * inputs[1];
  }
  return sums;
}
static inline void plain_store(plain_sums sums, const float *scales, const float *biases, float *output) {
  for (int lane = 0; lane < 8; lane++) {
    const float value = (float)sums.at[lane] * scales[lane] + biases[lane];
    output[lane] = value > 0 ? value : 0;
  }
}
DEFINE_CONVOLVE(plain, 8, 8, )

typedef struct {
  int32_t at[16];
} plain_16_sums;
typedef struct {
  int16_t at[32];
} plain_16_pairs;
static inline plain_16_sums plain_16_zero(void) { return (plain_16_sums){{0}}; }
static inline plain_16_sums plain_16_add(plain_16_sums sums, plain_16_pairs weights, const int16_t *inputs) {
  for (int lane = 0; lane < 16; lane++) {
    sums.at[lane] += weights.at[2 * lane] * inputs[0] + weights.at[2 * lane + 1] * inputs[1];
  }
  return sums;
}
static inline void plain_16_store(plain_16_sums sums, const float *scales, const float *biases, float *output) {
  for (int lane = 0; lane < 16; lane++) {
    const float value = (float)sums.at[lane] * scales[lane] + biases[lane];
    output[lane] = value > 0 ? value : 0;
  }
}
DEFINE_CONVOLVE(plain_16, 16, 4, )

static convolution *by(int lanes) { return lanes == 16 ? plain_16 : plain; }

#endif

int cvision_group(int outputs) { return outputs % 16 == 0 ? 16 : 8; }

void cvision_convolve(const cvision_convolution *shape, const int16_t *input, const int16_t *weights,
                      const float *scales, const float *biases, float *output) {
  by(cvision_group(shape->outputs))(shape, input, weights, scales, biases, output);
}

WIDEST
float cvision_largest(const float *values, int count) {
  // Positive floating-point numbers are in the order of their bits as integers.
  uint32_t largest = 0;
  for (int i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, values + i, sizeof bits);
    bits &= 0x7fffffff;
    largest = bits > largest ? bits : largest;
  }
  float value;
  memcpy(&value, &largest, sizeof value);
  return value;
}

WIDEST
void cvision_round(const float *values, int count, float factor, int16_t *rounded) {
  for (int i = 0; i < count; i++) {
    const float value = values[i] * factor;
    rounded[i] = (int16_t)(int32_t)(value + (value < 0 ? -0.5f : 0.5f));
  }
}
