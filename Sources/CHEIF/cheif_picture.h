/// Shared by the two decoders.
#ifndef CHEIF_PICTURE_H
#define CHEIF_PICTURE_H

#include "cheif_decode.h"

#include <dav1d/dav1d.h>
#include <libde265/de265.h>

struct cheif_picture {
  struct {
    const uint8_t *samples;
    ptrdiff_t stride;
  } planes[3];
  /// The number of values that a sample can have, minus one.
  uint32_t mask;
  /// For HEVC, the decoder that owns the samples.
  de265_decoder_context *hevc;
  /// For AV1, the picture that owns the samples.
  Dav1dPicture av1;
};

/// Decodes HEVC into a zero-initialised picture, which must be destroyed whatever the result.
cheif_status cheif_decode_hevc(const cheif_coded *coded, cheif_limits limits, cheif_picture *picture,
                               cheif_frame *frame, const char **message);
/// Decodes AV1 in the same way.
cheif_status cheif_decode_av1(const cheif_coded *coded, cheif_limits limits, cheif_picture *picture,
                              cheif_frame *frame, const char **message);

#endif
