/// How large a picture an H.265 sequence parameter set announces: a decoder takes memory on the strength of it, so it is
/// looked at first.
#ifndef CHEIF_SIZE_H
#define CHEIF_SIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Reads the coded width and height in pixels from a NAL unit that is a sequence parameter set (ITU-T H.265, 7.3.2.2).
/// False when it ends too early or makes no sense.
bool cheif_sps_size(const uint8_t *nal, size_t count, uint32_t *width, uint32_t *height);

#endif
