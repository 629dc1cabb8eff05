/// What the two decoders share.
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
  /// The values a sample can have, less one.
  uint32_t mask;
  /// The decoder that owns the samples, of HEVC.
  de265_decoder_context *hevc;
  /// The picture that owns the samples, of AV1.
  Dav1dPicture av1;
};

/// Decodes into a picture that is all zeros; whatever the outcome, it must be destroyed.
cheif_status cheif_decode_hevc(const cheif_coded *coded, cheif_limits limits, cheif_picture *picture,
                               cheif_frame *frame, const char **message);
/// The same of AV1.
cheif_status cheif_decode_av1(const cheif_coded *coded, cheif_limits limits, cheif_picture *picture,
                              cheif_frame *frame, const char **message);

#endif
