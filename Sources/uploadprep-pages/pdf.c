#define _GNU_SOURCE
#include <ftw.h>
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <poppler.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "answer.h"
#include "confine.h"
#include "document.h"

// The longest side of a page in points: that of PDF 1.x (ISO 32000-1, annex C), five metres.
#define MOST_POINTS 14400.0
// Where Debian's poppler-data has the character tables for Chinese, Japanese and Korean.
#define CHARACTER_TABLES "/usr/share/poppler"
// A page with more pictures is no scan, and they need not be measured.
#define MOST_SCANNED_PARTS 64

// Whether poppler said that it lacks a font or a character table.
static bool lacks_font = false;

static GLogWriterOutput watch(GLogLevelFlags level, const GLogField *fields, gsize count, gpointer data) {
  (void)level;
  (void)data;
  for (gsize i = 0; i < count; i++) {
    if (strcmp(fields[i].key, "MESSAGE") != 0 || fields[i].length >= 0) continue;
    const char *text = fields[i].value;
    if (strstr(text, "Missing language pack") || strstr(text, "Couldn't find a font for") ||
        strstr(text, "Unknown character collection"))
      lacks_font = true;
  }
  return G_LOG_WRITER_HANDLED;
}

// A page with a Latin and a Chinese word in fonts that it does not contain. Drawing it makes the libraries load their
// configuration and the lists of fonts.
static const char SAMPLE[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 50 50]/Contents 4 0 R"
    "/Resources<</Font<</A 5 0 R/B 6 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 66>>stream\n"
    "BT /A 9 Tf 9 9 Td (a) Tj /B 9 Tf <4E00> Tj ET                    \n"
    "endstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "6 0 obj<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[7 0 R]>>endobj\n"
    "7 0 obj<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>endobj\n"
    "trailer<</Root 1 0 R>>\n";

static int keep_table(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)status;
  (void)place;
  if (kind == FTW_F) confine_keep(path);
  return 0;
}

static void keep_fonts(void) {
  FcFontSet *fonts = FcConfigGetFonts(NULL, FcSetSystem);
  for (int i = 0; fonts && i < fonts->nfont; i++) {
    FcChar8 *path = NULL;
    if (FcPatternGetString(fonts->fonts[i], FC_FILE, 0, &path) != FcResultMatch) continue;
    // Faces of one file follow each other.
    static char last[4096];
    if (strcmp(last, (const char *)path) == 0) continue;
    g_strlcpy(last, (const char *)path, sizeof last);
    confine_keep((const char *)path);
  }
}

static cairo_surface_t *draw(PopplerPage *page, double scale, int width, int height, cairo_status_t *status) {
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cairo = cairo_create(surface);
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_paint(cairo);
  cairo_scale(cairo, scale, scale);
  poppler_page_render(page, cairo);
  *status = cairo_status(cairo);
  cairo_destroy(cairo);
  cairo_surface_flush(surface);
  return surface;
}

void pdf_prepare(void) {
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  g_log_set_writer_func(watch, NULL, NULL);
  GBytes *bytes = g_bytes_new_static(SAMPLE, sizeof SAMPLE - 1);
  PopplerDocument *sample = poppler_document_new_from_bytes(bytes, NULL, NULL);
  PopplerPage *page = sample ? poppler_document_get_page(sample, 0) : NULL;
  if (page) {
    cairo_status_t status;
    cairo_surface_destroy(draw(page, 1, 50, 50, &status));
    g_object_unref(page);
  }
  // The sample stays open: poppler forgets where its tables are when the last document is closed.
  lacks_font = false;
  keep_fonts();
  nftw(CHARACTER_TABLES, keep_table, 16, FTW_PHYS);
}

// The resolution of a scanned page in pixels a point: that of its pictures, where they cover most of it; else 0.
static double scanned_resolution(PopplerPage *page, double width, double height) {
  GList *pictures = poppler_page_get_image_mapping(page);
  double covered = 0, finest = 0;
  if (g_list_length(pictures) <= MOST_SCANNED_PARTS) {
    for (GList *item = pictures; item; item = item->next) {
      const PopplerImageMapping *mapping = item->data;
      const double across = fabs(mapping->area.x2 - mapping->area.x1), down = fabs(mapping->area.y2 - mapping->area.y1);
      if (across * down < width * height / 100) continue;
      cairo_surface_t *picture = poppler_page_get_image(page, mapping->image_id);
      if (!picture) continue;
      const double pixels =
          (double)cairo_image_surface_get_width(picture) * (double)cairo_image_surface_get_height(picture);
      cairo_surface_destroy(picture);
      covered += across * down;
      finest = fmax(finest, sqrt(pixels / (across * down)));
    }
  }
  poppler_page_free_image_mapping(pictures);
  return covered >= width * height * 0.8 ? finest : 0;
}

static bool is_grey(const uint8_t *pixels, int stride, int width, int height) {
  for (int y = 0; y < height; y++) {
    const uint32_t *row = (const uint32_t *)(const void *)(pixels + (size_t)y * (size_t)stride);
    for (int x = 0; x < width; x++) {
      const uint32_t pixel = row[x];
      if (((pixel >> 16 ^ pixel >> 8) & 0xFF) || ((pixel >> 8 ^ pixel) & 0xFF)) return false;
    }
  }
  return true;
}

static void write_surface(cairo_surface_t *surface, int width, int height, uint32_t pages) {
  const uint8_t *pixels = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  const bool grey = is_grey(pixels, stride, width, height);
  uint8_t *row = malloc((size_t)width * 3);
  if (!row) answer_end(CPAGES_NO_MEMORY, pages);
  png_output *output = png_output_begin((uint32_t)width, (uint32_t)height, grey, 1, NULL, 0);
  for (int y = 0; y < height; y++) {
    const uint32_t *source = (const uint32_t *)(const void *)(pixels + (size_t)y * (size_t)stride);
    for (int x = 0; x < width; x++) {
      if (grey) {
        row[x] = (uint8_t)source[x];
      } else {
        row[x * 3] = (uint8_t)(source[x] >> 16);
        row[x * 3 + 1] = (uint8_t)(source[x] >> 8);
        row[x * 3 + 2] = (uint8_t)source[x];
      }
    }
    png_output_row(output, row);
  }
  png_output_finish(output);
}

static _Noreturn void answer_sizes(PopplerDocument *document, uint32_t pages) {
  for (uint32_t i = 0; i < pages; i++) {
    PopplerPage *page = poppler_document_get_page(document, (int)i);
    if (!page) answer_end(CPAGES_DAMAGED, pages);
    double width = 0, height = 0;
    poppler_page_get_size(page, &width, &height);
    const cpages_size size = {.width = measured(width * 100), .height = measured(height * 100)};
    answer_bytes(&size, sizeof size);
    g_object_unref(page);
  }
  answer_end(CPAGES_OK, pages);
}

_Noreturn void pdf_answer(const document *request) {
  GBytes *bytes = g_bytes_new_static(request->bytes, request->count);
  GError *error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, &error);
  if (!document)
    answer_end(
        g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? CPAGES_LOCKED : CPAGES_DAMAGED, 0);
  const int count = poppler_document_get_n_pages(document);
  const uint32_t pages = count < 0 ? 0 : (uint32_t)count;
  const int index = chosen_page(request, pages);
  if (index == CPAGES_MEASURE) answer_sizes(document, pages);
  PopplerPage *page = poppler_document_get_page(document, index);
  if (!page) answer_end(CPAGES_DAMAGED, pages);
  double width = 0, height = 0;
  poppler_page_get_size(page, &width, &height);
  if (!(width > 0 && height > 0 && width <= MOST_POINTS && height <= MOST_POINTS)) answer_end(CPAGES_PAGE_SIZE, pages);

  double scale = request->long_side / fmax(width, height);
  const double scanned = scanned_resolution(page, width, height);
  if (scanned > 0) scale = fmin(scale, scanned);
  const int across = (int)ceil(width * scale - 0.01), down = (int)ceil(height * scale - 0.01);
  if (across < 1 || down < 1) answer_end(CPAGES_PAGE_SIZE, pages);
  cairo_status_t status;
  cairo_surface_t *surface = draw(page, scale, across, down, &status);
  if (status == CAIRO_STATUS_NO_MEMORY) answer_end(CPAGES_NO_MEMORY, pages);
  if (status != CAIRO_STATUS_SUCCESS) answer_end(CPAGES_DAMAGED, pages);
  // A page without some of its text would be worse than none.
  if (lacks_font) answer_end(CPAGES_MISSING_FONT, pages);
  write_surface(surface, across, down, pages);
  answer_end(CPAGES_OK, pages);
}
