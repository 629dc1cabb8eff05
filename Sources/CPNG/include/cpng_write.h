/// Writes a PNG with libpng.
#ifndef CPNG_WRITE_H
#define CPNG_WRITE_H

#include <stddef.h>
#include <stdint.h>

#include "cpng_read.h"

/// The size of a buffer for libpng's message, in bytes.
#define CPNG_MESSAGE_SIZE 200

/// Writes a picture of grey samples (`channels` 1) or R G B triples (3), without interlacing or metadata. With a `depth`
/// of 8 samples are 0 to 255; with a depth of 1, for grey only, they are 0 for black and 1 for white. There is one byte
/// per sample, and rows follow each other without padding.
///
/// Stores at most `capacity` bytes in `output`. `*size` receives the size of the whole file. If it exceeds `capacity`,
/// the status is CPNG_LIMIT and `output` contains only the beginning of the file.
cpng_status cpng_write(uint32_t width, uint32_t height, int channels, int depth, const uint8_t *samples,
                       uint8_t *output, size_t capacity, size_t *size, char message[CPNG_MESSAGE_SIZE]);

#endif
