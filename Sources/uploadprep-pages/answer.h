// What the helper writes to standard output.
#ifndef ANSWER_H
#define ANSWER_H

#include <cpages.h>
#include <stdbool.h>
#include <stddef.h>

// Writes the record and ends the process. Safe in a signal handler.
_Noreturn void answer_end(cpages_code code, uint32_t pages);

// Writes bytes of the answer. Ends the process without a record where nobody reads them.
void answer_bytes(const void *bytes, size_t count);

// A PNG file that is being written to standard output. Whatever fails ends the process without a record.
typedef struct png_output png_output;

// Begins a picture of 8 bits a sample.
//
// - orientation: the EXIF orientation, 1 to 8.
// - profile: an ICC profile for RGB, or NULL.
png_output *png_output_begin(
    uint32_t width, uint32_t height, bool grey, unsigned orientation, const uint8_t *profile, uint32_t profile_count);
// Writes a row: one or three bytes a pixel.
void png_output_row(png_output *output, const uint8_t *row);
// Ends the picture.
void png_output_finish(png_output *output);

#endif
