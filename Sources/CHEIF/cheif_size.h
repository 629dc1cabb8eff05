/// Reads the picture size from an HEVC sequence parameter set. A decoder allocates memory of that size, so it is
/// checked first.
#ifndef CHEIF_SIZE_H
#define CHEIF_SIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Reads the coded width and height in pixels from a NAL unit that contains a sequence parameter set (ITU-T H.265,
/// 7.3.2.2). False if it is truncated or invalid.
bool cheif_sps_size(const uint8_t *nal, size_t count, uint32_t *width, uint32_t *height);

#endif
