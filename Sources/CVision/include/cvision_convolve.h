#ifndef CVISION_CONVOLVE_H
#define CVISION_CONVOLVE_H

#include <stdint.h>

/// The sizes of a convolution's maps and kernel.
typedef struct {
  /// Columns of the padded input.
  int padded_columns;
  /// Channels of the input.
  int inputs;
  int kernel_rows, kernel_columns;
  /// Input positions from one output position to the next.
  int row_stride, column_stride;
  int output_rows;
  /// A multiple of 8.
  int output_columns;
  /// Channels of the output: a multiple of 8.
  int outputs;
} cvision_convolution;

/// A convolution with ReLU over feature maps in the layout row, column, channel. A sum of products of the integers
/// `input` and `weights` is multiplied by its output channel's scale, and the bias is added. The sums are exact, so the
/// results are the same on every processor. They must not exceed 32 bits.
///
/// The input is padded. Output position (x, y) uses the kernel's input positions starting at (x × column_stride,
/// y × row_stride). `weights` is ordered by group of output channels, then by kernel row, then by pair of taps (column,
/// input channel), then by channel within the group, then by tap within the pair. A row with an odd number of taps has
/// one more, with the weight 0; so one value after the input is read.
void cvision_convolve(const cvision_convolution *shape, const int16_t *input, const int16_t *weights,
                      const float *scales, const float *biases, float *output);

/// The number of output channels per group for a layer with the given number of output channels: 16 or 8.
int cvision_group(int outputs);

/// The largest absolute value. No value may be NaN.
float cvision_largest(const float *values, int count);

/// The values multiplied by `factor` and rounded. The products must not exceed 16 bits.
void cvision_round(const float *values, int count, float factor, int16_t *rounded);

#endif
