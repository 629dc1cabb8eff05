// Documents of the two kinds. Every function ends the process with a record.
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include <stddef.h>
#include <stdint.h>

// What was asked for.
typedef struct {
  const uint8_t *bytes;
  size_t count;
  // The page, from 1; 0 for the only page; CPAGES_COUNT; CPAGES_MEASURE.
  int page;
  // The long side of a PDF page, in pixels.
  uint32_t long_side;
  // The most pixels of a TIFF page.
  uint64_t most_pixels;
} document;

// The page of a request, from 0, in a document of so many pages; CPAGES_MEASURE where all are to be measured. Ends the
// process where there is no such page, or only the number of pages is wanted.
int chosen_page(const document *request, uint32_t pages);

// A number of a size as it is answered: 0 where it is negative or not a number.
uint32_t measured(double number);

// Loads what poppler needs from files, and keeps open what it may need later. Called before `confine`.
void pdf_prepare(void);
_Noreturn void pdf_answer(const document *request);
_Noreturn void tiff_answer(const document *request);

#endif
