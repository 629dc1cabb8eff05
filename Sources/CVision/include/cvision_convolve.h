#ifndef CVISION_CONVOLVE_H
#define CVISION_CONVOLVE_H

/// A convolution over square maps laid out row, column, channel, followed by max(0, …).
///
/// The input is already padded: a map of `padded_side` places a side with `inputs` channels. The output has `output_side`
/// places a side (a multiple of 8) and `outputs` channels (a multiple of 8); its place (x, y) looks at the `kernel` ×
/// `kernel` input places from (x × stride, y × stride). `weights` holds, for each group of output channels and each tap
/// (row, column, input) in turn, those channels' weights.
void cvision_convolve(const float *input, int padded_side, int inputs, int kernel, int stride, const float *weights,
                      const float *biases, float *output, int output_side, int outputs);

/// How many channels make a group, of a layer with so many outputs: 16 or 8.
int cvision_group(int outputs);

#endif
