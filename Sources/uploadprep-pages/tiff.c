#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

#include "answer.h"
#include "document.h"

// The longest side, in pixels, as for other pictures.
#define MOST_SIDE 65535
// The most bytes of a strip or row of tiles, as 4 bytes a pixel.
#define MOST_STRIP (UINT64_C(400) << 20)
// The rows to read at once, where strips are shorter.
#define LEAST_ROWS 64
// The most pixels that are written: more are never used of any picture.
#define MOST_WRITTEN UINT64_C(17000000)

// Reads of the document, which is in memory.
typedef struct {
  const uint8_t *bytes;
  uint64_t count;
  uint64_t place;
} source;

static tmsize_t read_source(thandle_t handle, void *into, tmsize_t count) {
  source *from = handle;
  if (count <= 0 || from->place >= from->count) return 0;
  uint64_t left = from->count - from->place;
  if ((uint64_t)count > left) count = (tmsize_t)left;
  memcpy(into, from->bytes + from->place, (size_t)count);
  from->place += (uint64_t)count;
  return count;
}
static tmsize_t write_source(thandle_t handle, void *bytes, tmsize_t count) {
  (void)handle;
  (void)bytes;
  (void)count;
  return 0;
}
static toff_t seek_source(thandle_t handle, toff_t offset, int whence) {
  source *from = handle;
  from->place = whence == SEEK_CUR ? from->place + offset : whence == SEEK_END ? from->count + offset : offset;
  return from->place;
}
static int close_source(thandle_t handle) {
  (void)handle;
  return 0;
}
static toff_t size_source(thandle_t handle) { return ((source *)handle)->count; }
static int map_source(thandle_t handle, void **bytes, toff_t *count) {
  *bytes = (void *)(uintptr_t)((source *)handle)->bytes;
  *count = ((source *)handle)->count;
  return 1;
}
static void unmap_source(thandle_t handle, void *bytes, toff_t count) {
  (void)handle;
  (void)bytes;
  (void)count;
}

// Whether the current directory is a page: previews and masks are none.
static bool is_page(TIFF *tiff) {
  uint32_t kind = 0;
  TIFFGetField(tiff, TIFFTAG_SUBFILETYPE, &kind);
  return !(kind & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK));
}

// Moves to a page, and returns the number of pages passed on the way.
static uint32_t go_to(TIFF *tiff, uint32_t wanted) {
  uint32_t pages = 0;
  TIFFSetDirectory(tiff, 0);
  do {
    if (!is_page(tiff)) continue;
    if (pages++ == wanted) break;
    // Reading the whole chain of a hostile file would take long.
    if (pages > CPAGES_MOST_PAGES) break;
  } while (TIFFReadDirectory(tiff));
  return pages;
}

static cpages_size size_of_page(TIFF *tiff) {
  uint32_t width = 0, height = 0;
  uint16_t orientation = ORIENTATION_TOPLEFT, unit = RESUNIT_INCH;
  float across = 0, down = 0;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &across);
  TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &down);
  const double inch = unit == RESUNIT_INCH ? 100 : unit == RESUNIT_CENTIMETER ? 254 : 0;
  const uint32_t dots[2] = {measured(across * inch), measured(down * inch)};
  const bool is_turned = orientation >= ORIENTATION_LEFTTOP && orientation <= ORIENTATION_LEFTBOT;
  return (cpages_size){
      is_turned ? height : width, is_turned ? width : height, dots[is_turned ? 1 : 0], dots[is_turned ? 0 : 1]};
}

static _Noreturn void answer_sizes(TIFF *tiff, uint32_t pages) {
  uint32_t done = 0;
  TIFFSetDirectory(tiff, 0);
  do {
    if (!is_page(tiff)) continue;
    const cpages_size size = size_of_page(tiff);
    answer_bytes(&size, sizeof size);
    done++;
  } while (done < pages && TIFFReadDirectory(tiff));
  answer_end(done == pages ? CPAGES_OK : CPAGES_DAMAGED, pages);
}

// How many rows are read at once: whole strips or rows of tiles, so that nothing is decoded twice.
static uint32_t rows_at_once(TIFF *tiff, uint32_t height) {
  uint32_t rows = 0;
  if (TIFFIsTiled(tiff)) TIFFGetField(tiff, TIFFTAG_TILELENGTH, &rows);
  else TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &rows);
  if (rows == 0 || rows > height) rows = height;
  if (rows < LEAST_ROWS) rows *= (LEAST_ROWS + rows - 1) / rows;
  return rows < height ? rows : height;
}

// A page that is written while it is read, reduced by a whole number either way if it has too many pixels.
typedef struct {
  uint32_t width;
  uint32_t height;
  // Pixels, either way, that become one.
  uint32_t factor;
  uint32_t channels;
  // The sums of the rows since the last one that was written.
  uint32_t *sums;
  uint8_t *row;
  uint32_t rows_in;
  png_output *output;
} page_writer;

static uint32_t reduced(uint32_t side, uint32_t factor) { return (side + factor - 1) / factor; }

static void begin_page(page_writer *page, uint32_t width, uint32_t height, bool grey) {
  *page = (page_writer){.width = width, .height = height, .factor = 1, .channels = grey ? 1 : 3};
  while ((uint64_t)reduced(width, page->factor) * reduced(height, page->factor) > MOST_WRITTEN) page->factor++;
  const size_t samples = (size_t)reduced(width, page->factor) * page->channels;
  page->sums = calloc(samples, sizeof *page->sums);
  page->row = malloc(samples);
  if (!page->sums || !page->row) answer_end(CPAGES_NO_MEMORY, 0);
}

static void write_row(page_writer *page, const uint32_t *pixels) {
  for (uint32_t x = 0; x < page->width; x++) {
    const uint32_t pixel = pixels[x];
    // Colours are multiplied by their opacity already. What is transparent shows white paper.
    const uint32_t white = 255 - TIFFGetA(pixel);
    const uint32_t samples[3] = {TIFFGetR(pixel) + white, TIFFGetG(pixel) + white, TIFFGetB(pixel) + white};
    uint32_t *sum = page->sums + (size_t)(x / page->factor) * page->channels;
    for (uint32_t c = 0; c < page->channels; c++) sum[c] += samples[c] > 255 ? 255 : samples[c];
  }
  page->rows_in++;
  const uint32_t last = page->rows_in % page->factor;
  if (last != 0 && page->rows_in != page->height) return;
  const uint32_t rows = last == 0 ? page->factor : last;
  const uint32_t across = reduced(page->width, page->factor);
  for (uint32_t x = 0; x < across; x++) {
    const uint32_t left = page->width - x * page->factor;
    const uint32_t count = rows * (left < page->factor ? left : page->factor);
    for (uint32_t c = 0; c < page->channels; c++) {
      uint32_t *sum = page->sums + (size_t)x * page->channels + c;
      page->row[(size_t)x * page->channels + c] = (uint8_t)((*sum + count / 2) / count);
      *sum = 0;
    }
  }
  png_output_row(page->output, page->row);
}

static _Noreturn void answer_page(TIFF *tiff, const document *request, uint32_t pages) {
  char message[1024] = "";
  TIFFRGBAImage image;
  uint16_t compression = COMPRESSION_NONE;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
  if (!TIFFIsCODECConfigured(compression) || !TIFFRGBAImageOK(tiff, message)) answer_end(CPAGES_UNSUPPORTED, pages);
  uint32_t width = 0, height = 0;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
  if (width == 0 || height == 0 || width > MOST_SIDE || height > MOST_SIDE ||
      (uint64_t)width * height > request->most_pixels)
    answer_end(CPAGES_PAGE_SIZE, pages);
  const uint32_t rows = rows_at_once(tiff, height);
  if ((uint64_t)rows * width * sizeof(uint32_t) > MOST_STRIP) answer_end(CPAGES_NO_MEMORY, pages);

  // Stop at the first error: a page with a part missing would be worse than none.
  if (!TIFFRGBAImageBegin(&image, tiff, 1, message)) answer_end(CPAGES_DAMAGED, pages);
  // The pixels come as they are stored; the orientation is passed on.
  unsigned orientation = image.orientation;
  image.orientation = image.req_orientation = ORIENTATION_TOPLEFT;
  const bool is_grey = image.photometric == PHOTOMETRIC_MINISBLACK || image.photometric == PHOTOMETRIC_MINISWHITE;
  const void *profile = NULL;
  uint32_t profile_count = 0;
  if (image.photometric != PHOTOMETRIC_RGB || !TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &profile_count, &profile))
    profile = NULL;
  uint32_t *raster = malloc((size_t)rows * width * sizeof *raster);
  if (!raster) answer_end(CPAGES_NO_MEMORY, pages);

  page_writer page;
  begin_page(&page, width, height, is_grey);
  for (uint32_t y = 0; y < height; y += rows) {
    const uint32_t count = height - y < rows ? height - y : rows;
    image.row_offset = (int)y;
    image.col_offset = 0;
    if (!TIFFRGBAImageGet(&image, raster, width, count)) answer_end(CPAGES_DAMAGED, pages);
    if (!page.output)
      page.output = png_output_begin(
          reduced(width, page.factor), reduced(height, page.factor), is_grey, orientation, profile, profile_count);
    for (uint32_t i = 0; i < count; i++) write_row(&page, raster + (size_t)i * width);
  }
  png_output_finish(page.output);
  answer_end(CPAGES_OK, pages);
}

_Noreturn void tiff_answer(const document *request) {
  TIFFSetErrorHandler(NULL);
  TIFFSetWarningHandler(NULL);
  source from = {request->bytes, request->count, 0};
  // "M" uses the document in memory as it is.
  TIFF *tiff = TIFFClientOpen(
      "document", "rM", &from, read_source, write_source, seek_source, close_source, size_source, map_source,
      unmap_source);
  if (!tiff) answer_end(CPAGES_DAMAGED, 0);
  const uint32_t pages = go_to(tiff, UINT32_MAX);
  const int index = chosen_page(request, pages);
  if (index == CPAGES_MEASURE) answer_sizes(tiff, pages);
  go_to(tiff, (uint32_t)index);
  answer_page(tiff, request, pages);
}
