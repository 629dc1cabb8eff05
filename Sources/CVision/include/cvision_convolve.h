#ifndef CVISION_CONVOLVE_H
#define CVISION_CONVOLVE_H

/// A convolution with ReLU over square feature maps in the layout row, column, channel.
///
/// The input is padded: it has `padded_side` × `padded_side` positions with `inputs` channels. The output has
/// `output_side` × `output_side` positions with `outputs` channels, both multiples of 8. Output position (x, y) uses
/// the `kernel` × `kernel` input positions starting at (x × stride, y × stride). `weights` is ordered by group of
/// output channels, then by tap (row, column, input channel), then by channel within the group.
void cvision_convolve(const float *input, int padded_side, int inputs, int kernel, int stride, const float *weights,
                      const float *biases, float *output, int output_side, int outputs);

/// The number of output channels per group for a layer with the given number of output channels: 16 or 8.
int cvision_group(int outputs);

#endif
