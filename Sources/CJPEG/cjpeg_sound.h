/// A quick look whether a baseline scan is sound.
#ifndef CJPEG_SOUND_H
#define CJPEG_SOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

/// Whether the entropy-coded data of a picture, whose header was just read from memory, is whole and without a fault, from
/// its first block to the end-of-image marker right behind the last.
///
/// It follows the codes and keeps none of the values, which takes less than half as long as decoding. False says only that
/// it cannot be sure: that the picture is progressive, say, or that a decoder might find something to complain of.
bool cjpeg_scan_is_sound(const struct jpeg_decompress_struct *codec);

#endif
