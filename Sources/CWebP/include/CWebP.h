/// A small surface over libwebp: what a WebP file's first picture is like, and its samples. Every call returns a status.
#ifndef CWEBP_H
#define CWEBP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The outcome of a call.
typedef enum cwebp_status {
  CWEBP_OK = 0,
  /// The bytes are no WebP, or are damaged beyond going on.
  CWEBP_BAD_DATA = 1,
  /// The data ends before the picture does.
  CWEBP_TRUNCATED = 2,
  /// The system refused memory.
  CWEBP_NO_MEMORY = 3,
  /// The bytes are right, and of a kind that is not read here.
  CWEBP_UNSUPPORTED = 4,
} cwebp_status;

/// The first picture of a file.
typedef struct cwebp_frame {
  /// The picture's size as it is shown, in pixels.
  uint32_t canvas_width, canvas_height;
  /// The part of it that is coded; all of it unless the file is an animation.
  uint32_t x, y, width, height;
  /// Whether something may show through.
  bool has_alpha;
  /// Whether it is coded as planes of Y′CbCr (ITU-R BT.601, 16 to 235, 4:2:0); else as pixels of RGB.
  bool is_planar;
  /// The coded picture, inside the file's bytes.
  const uint8_t *coded;
  size_t coded_count;
} cwebp_frame;

/// Looks at a file. Takes no memory for pixels.
cwebp_status cwebp_read_frame(const uint8_t *bytes, size_t count, cwebp_frame *frame);

/// Decodes a planar picture to planes of `width` × `height` samples and half as many (rounded up) either way, without
/// padding. A size below the picture's own has it reduced on the way.
cwebp_status cwebp_decode_planes(const cwebp_frame *frame, uint32_t width, uint32_t height, uint8_t *luma,
                                 uint8_t *blue, uint8_t *red);

/// Decodes any picture to `width` × `height` pixels of red, green, blue and opacity, a byte each. A size below the
/// picture's own has it reduced on the way.
cwebp_status cwebp_decode_pixels(const cwebp_frame *frame, uint32_t width, uint32_t height, uint8_t *pixels);

#endif
