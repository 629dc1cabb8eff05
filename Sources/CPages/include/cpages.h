// How a process asks `uploadprep-pages` for a page of a PDF or TIFF document, and what it gets back.
//
// The helper is started with the document as standard input, a sealed file in memory. It writes the page as a PNG file to
// standard output, followed by one record, and ends. If it cannot make the page, it writes the record alone. A missing
// record means that the helper was killed or crashed.
#ifndef CPAGES_H
#define CPAGES_H

#include <stddef.h>
#include <stdint.h>

// The outcome of a request.
typedef enum {
  CPAGES_OK = 0,
  // The document needs a password.
  CPAGES_LOCKED = 1,
  // The document contradicts its format.
  CPAGES_DAMAGED = 2,
  // The document has fewer pages than the number that was asked for.
  CPAGES_NO_SUCH_PAGE = 3,
  // The document has several pages, and none was chosen.
  CPAGES_SEVERAL_PAGES = 4,
  // The document has more pages than are read.
  CPAGES_TOO_MANY_PAGES = 5,
  // The page is too large, or has no area.
  CPAGES_PAGE_SIZE = 6,
  // There was not enough memory within the helper's limit.
  CPAGES_NO_MEMORY = 7,
  // The document uses a feature that cannot be shown.
  CPAGES_UNSUPPORTED = 8,
  // The page needs a font or a character table that neither the document nor this system has.
  CPAGES_MISSING_FONT = 9,
  // The kernel refuses to confine the helper, which then reads nothing.
  CPAGES_NOT_CONFINED = 10,
  // The request is malformed.
  CPAGES_MISUSE = 11,
} cpages_code;

// Begins every record.
#define CPAGES_MARK "UPPAGES1"

// The last bytes of every answer.
typedef struct {
  char mark[8];
  // A cpages_code.
  uint32_t code;
  // The number of pages in the document; 0 where it is not known.
  uint32_t pages;
} cpages_record;

// The most pages that a document may have.
#define CPAGES_MOST_PAGES 1000

// In place of a page's number: to count the pages, or to measure each of them.
#define CPAGES_COUNT (-1)
#define CPAGES_MEASURE (-2)

// The size of one page. The answer to CPAGES_MEASURE is one of these for each page.
typedef struct {
  // PDF: in hundredths of a point, 1/7200 inch. TIFF: in pixels. Of the upright page.
  uint32_t width;
  uint32_t height;
  // TIFF: the resolution, in hundredths of a dot per inch; 0 where it is not known.
  uint32_t across;
  uint32_t down;
} cpages_size;

// A request. It becomes the helper's arguments: KIND PAGE LONG-SIDE MOST-PIXELS.
typedef struct {
  // The helper's path.
  const char *helper;
  // "pdf" or "tiff".
  const char *kind;
  // The page, from 1; 0 for the only page, which is refused where there are several; CPAGES_COUNT; CPAGES_MEASURE.
  int page;
  // The long side of a PDF page, in pixels.
  uint32_t long_side;
  // The most pixels that the page of a TIFF may have.
  uint64_t most_pixels;
  // The document.
  const uint8_t *document;
  size_t document_count;
  // The longest answer, in bytes.
  size_t most_answer;
  // After how many milliseconds the helper is killed.
  uint32_t milliseconds;
} cpages_request;

// How the helper ended.
typedef enum {
  // It answered with a record.
  CPAGES_ANSWERED,
  // It could not be started; `detail` is errno.
  CPAGES_NOT_STARTED,
  // It was killed because its time was over.
  CPAGES_TIMED_OUT,
  // It ended without a record, or answered too much or something else; `detail` is the signal, or 0.
  CPAGES_NO_ANSWER,
} cpages_end;

// Runs the helper and waits for it. It blocks the calling thread, for `milliseconds` at most.
//
// `answer` becomes the bytes before the record. They are the caller's, to be freed with free(3), and NULL where there are
// none.
cpages_end cpages_ask(
    const cpages_request *request, cpages_record *record, uint8_t **answer, size_t *answer_count, int *detail);

// The path of the running program's own file, without its name; NULL where it is not known. To be freed with free(3).
char *cpages_program_folder(void);

#endif
