#ifndef CVISION_CONVOLVE_H
#define CVISION_CONVOLVE_H

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

/// A convolution with ReLU over feature maps in the layout row, column, channel.
///
/// The input is padded. Output position (x, y) uses the kernel's input positions starting at (x × column_stride,
/// y × row_stride). `weights` is ordered by group of output channels, then by tap (row, column, input channel), then by
/// channel within the group.
void cvision_convolve(const cvision_convolution *shape, const float *input, const float *weights, const float *biases,
                      float *output);

/// The number of output channels per group for a layer with the given number of output channels: 16 or 8.
int cvision_group(int outputs);

#endif
