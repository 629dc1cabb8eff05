/// A wrapper around libwebp that decodes the first picture of a WebP file. Every function returns a status.
#ifndef CWEBP_H
#define CWEBP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The outcome of a call.
typedef enum cwebp_status {
  CWEBP_OK = 0,
  /// The bytes are not a WebP, or too damaged to decode.
  CWEBP_BAD_DATA = 1,
  /// The data ends before the picture is complete.
  CWEBP_TRUNCATED = 2,
  /// There is not enough memory.
  CWEBP_NO_MEMORY = 3,
  /// The data is valid but uses an unsupported feature.
  CWEBP_UNSUPPORTED = 4,
} cwebp_status;

/// The first picture of a file.
typedef struct cwebp_frame {
  /// The displayed size of the picture, in pixels.
  uint32_t canvas_width, canvas_height;
  /// The coded rectangle; it is the whole canvas unless the file is an animation.
  uint32_t x, y, width, height;
  /// Whether the picture has transparency.
  bool has_alpha;
  /// Whether it is coded as Y′CbCr planes (ITU-R BT.601, limited range, 4:2:0) rather than as RGB pixels.
  bool is_planar;
  /// The coded data, which points into the file's bytes.
  const uint8_t *coded;
  size_t coded_count;
} cwebp_frame;

/// Reads the properties of the first picture. Does not allocate memory for pixels.
cwebp_status cwebp_read_frame(const uint8_t *bytes, size_t count, cwebp_frame *frame);

/// Decodes a planar picture to a luma plane of `width` × `height` samples and chroma planes of half that size, rounded
/// up, without padding. If the size is below the picture's own, libwebp scales it while decoding.
cwebp_status cwebp_decode_planes(const cwebp_frame *frame, uint32_t width, uint32_t height, uint8_t *luma,
                                 uint8_t *blue, uint8_t *red);

/// Decodes any picture to `width` × `height` pixels of 8-bit red, green, blue and alpha. If the size is below the
/// picture's own, libwebp scales it while decoding.
cwebp_status cwebp_decode_pixels(const cwebp_frame *frame, uint32_t width, uint32_t height, uint8_t *pixels);

#endif
