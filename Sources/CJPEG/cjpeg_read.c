#include "cjpeg_read.h"

#include <stdlib.h>
#include <string.h>

#include "cjpeg_reader.h"
#include "cjpeg_scan.h"

/// Newer versions of libjpeg distinguish a block's width from its height. Both are equal at the scales used here.
#if JPEG_LIB_VERSION >= 70
#define SCALED_SIZE(component) ((component)->DCT_h_scaled_size)
#define MIN_SCALED_SIZE(codec) ((codec)->min_DCT_h_scaled_size)
#else
#define SCALED_SIZE(component) ((component)->DCT_scaled_size)
#define MIN_SCALED_SIZE(codec) ((codec)->min_DCT_scaled_size)
#endif

/// The most rows of one component that one call of jpeg_read_raw_data delivers: 4 blocks of 16 rows.
enum { max_rows_per_call = 4 * 16 };

cjpeg_reader *cjpeg_reader_create(const uint8_t *bytes, size_t count, cjpeg_read_limits limits) {
  cjpeg_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  if (cjpeg_source_open(&reader->source, bytes, count, limits) != CJPEG_OK) {
    free(reader);
    return NULL;
  }
  return reader;
}

/// Whether the planes can be delivered as stored: luma has the full size, and both chroma planes have the same full or
/// half width and the same full or half height.
static bool has_ordinary_planes(const struct jpeg_decompress_struct *codec) {
  if (codec->jpeg_color_space == JCS_GRAYSCALE) return true;
  if (codec->jpeg_color_space != JCS_YCbCr || codec->num_components != 3) return false;
  const jpeg_component_info *luma = &codec->comp_info[0], *blue = luma + 1, *red = luma + 2;
  const int horizontal = codec->max_h_samp_factor, vertical = codec->max_v_samp_factor;
  return luma->h_samp_factor == horizontal && luma->v_samp_factor == vertical &&
         blue->h_samp_factor == red->h_samp_factor && blue->v_samp_factor == red->v_samp_factor &&
         (blue->h_samp_factor == horizontal || blue->h_samp_factor * 2 == horizontal) &&
         (blue->v_samp_factor == vertical || blue->v_samp_factor * 2 == vertical);
}

/// Chooses the output layout and sets libjpeg's output colour space.
static cjpeg_layout choose_layout(cjpeg_source *source) {
  struct jpeg_decompress_struct *codec = &source->codec;
  if (has_ordinary_planes(codec)) {
    codec->out_color_space = codec->jpeg_color_space;
    codec->raw_data_out = TRUE;
    return CJPEG_PLANES;
  }
  switch (codec->jpeg_color_space) {
    case JCS_YCbCr:
      codec->out_color_space = JCS_YCbCr;
      return CJPEG_YCBCR_ROWS;
    case JCS_RGB:
      codec->out_color_space = JCS_RGB;
      return CJPEG_RGB_ROWS;
    case JCS_CMYK:
    case JCS_YCCK:
      codec->out_color_space = JCS_CMYK;
      return CJPEG_CMYK_ROWS;
    default:
      cjpeg_source_fail(source, CJPEG_UNSUPPORTED, "unknown number of components");
  }
}

/// The largest scale in eighths at which the output has at most `max_pixels`.
static uint32_t choose_eighths(const struct jpeg_decompress_struct *codec, uint32_t most, uint64_t max_pixels) {
  uint32_t eighths = most < 1 ? 1 : most > 8 ? 8 : most;
  while (eighths > 1) {
    const uint64_t width = ((uint64_t)codec->image_width * eighths + 7) / 8;
    const uint64_t height = ((uint64_t)codec->image_height * eighths + 7) / 8;
    if (width * height <= max_pixels) break;
    eighths--;
  }
  return eighths;
}

/// Reads the header and sets libjpeg's output parameters.
static void prepare_output(cjpeg_reader *reader, uint32_t max_eighths, uint64_t max_output_pixels) {
  struct jpeg_decompress_struct *codec = &reader->source.codec;
  cjpeg_source_read_header(&reader->source);
  reader->frame.layout = choose_layout(&reader->source);
  reader->frame.eighths = choose_eighths(codec, max_eighths, max_output_pixels);
  codec->scale_num = reader->frame.eighths;
  codec->scale_denom = 8;
  codec->dct_method = JDCT_ISLOW;
}

/// Fills the frame with the output dimensions that libjpeg has computed.
static void describe_output(cjpeg_reader *reader) {
  const struct jpeg_decompress_struct *codec = &reader->source.codec;
  reader->frame.width = codec->output_width;
  reader->frame.height = codec->output_height;
  reader->frame.components = (uint32_t)codec->num_components;
  if (reader->frame.layout != CJPEG_PLANES) return;
  for (int i = 0; i < codec->num_components; i++) {
    // Chroma may have a larger scale than luma: libjpeg upsamples it with a larger inverse DCT where possible.
    const jpeg_component_info *component = &codec->comp_info[i];
    const uint32_t size = (uint32_t)SCALED_SIZE(component);
    reader->frame.planes[i] = (cjpeg_plane){
        .width = component->downsampled_width,
        .height = component->downsampled_height,
        .stride = component->width_in_blocks * size,
        .rows = component->height_in_blocks * size,
    };
  }
}

cjpeg_status cjpeg_reader_start(cjpeg_reader *reader, uint32_t max_eighths, uint64_t max_output_pixels,
                                cjpeg_frame *frame) {
  if (setjmp(reader->source.landing)) return reader->source.status;
  prepare_output(reader, max_eighths, max_output_pixels);
  jpeg_start_decompress(&reader->source.codec);
  describe_output(reader);
  *frame = reader->frame;
  return CJPEG_OK;
}

cjpeg_status cjpeg_reader_hold(cjpeg_reader *reader, uint32_t max_eighths, uint64_t max_output_pixels,
                               cjpeg_frame *frame) {
  cjpeg_source *source = &reader->source;
  struct jpeg_decompress_struct *codec = &source->codec;
  if (setjmp(source->landing)) return source->status;
  prepare_output(reader, max_eighths, max_output_pixels);
  // At 1/8 libjpeg skips all coefficients except the DC coefficient of each block.
  if (reader->frame.eighths == 1) cjpeg_source_fail(source, CJPEG_MISUSE, "coefficients are not kept at 1/8");
  // In this mode libjpeg keeps all coefficients. They can be written to a file as well as decoded to pixels.
  codec->buffered_image = TRUE;
  jpeg_start_decompress(codec);
  for (int state = 0; state != JPEG_REACHED_EOI;) {
    state = jpeg_consume_input(codec);
    if (state == JPEG_SUSPENDED) cjpeg_source_fail(source, CJPEG_BAD_DATA, "no more data");
    cjpeg_source_bound_scans(source);
  }
  cjpeg_source_note_scans(source);
  cjpeg_source_settle(source, false);
  jpeg_start_output(codec, codec->input_scan_number);
  describe_output(reader);
  reader->is_done = reader->is_held = reader->is_in_output = true;
  *frame = reader->frame;
  return CJPEG_OK;
}

/// Starts a new output pass, because writing a file from the coefficients ends the current one.
static void resume_output(cjpeg_reader *reader) {
  if (!reader->is_held || reader->is_in_output) return;
  jpeg_start_output(&reader->source.codec, reader->source.codec.input_scan_number);
  reader->is_in_output = true;
}

cjpeg_status cjpeg_reader_read_planes(cjpeg_reader *reader, uint8_t *const planes[3]) {
  cjpeg_source *source = &reader->source;
  struct jpeg_decompress_struct *codec = &source->codec;
  if (reader->frame.layout != CJPEG_PLANES) return CJPEG_MISUSE;
  if (setjmp(source->landing)) return source->status;
  resume_output(reader);

  JSAMPROW rows[3][max_rows_per_call];
  JSAMPARRAY components[3] = {rows[0], rows[1], rows[2]};
  const uint32_t lines = (uint32_t)(codec->max_v_samp_factor * MIN_SCALED_SIZE(codec));
  for (uint32_t group = 0; codec->output_scanline < codec->output_height; group++) {
    for (int i = 0; i < codec->num_components; i++) {
      const jpeg_component_info *component = &codec->comp_info[i];
      const cjpeg_plane *plane = &reader->frame.planes[i];
      const uint32_t height = (uint32_t)(component->v_samp_factor * SCALED_SIZE(component));
      for (uint32_t y = 0; y < height; y++) {
        // The last group may extend below the plane. libjpeg writes nothing there but requires valid pointers.
        const uint32_t row = group * height + y;
        rows[i][y] = planes[i] + (size_t)(row < plane->rows ? row : plane->rows - 1) * plane->stride;
      }
    }
    if (jpeg_read_raw_data(codec, components, lines) == 0) {
      cjpeg_source_fail(source, CJPEG_BAD_DATA, "no more rows");
    }
  }
  return CJPEG_OK;
}

/// Checks the only scan of the picture by its Huffman codes. False if libjpeg must decode it to classify the damage.
static bool look_at_scan(cjpeg_reader *reader) {
  switch (cjpeg_scan_look(&reader->source.codec)) {
    case CJPEG_SCAN_UNTIDY:
      reader->source.damage.untidy = true;
      return true;
    case CJPEG_SCAN_TIDY:
      return true;
    case CJPEG_SCAN_ODD:
      // The file is untidy even if libjpeg does not warn.
      reader->source.damage.untidy = true;
      return false;
    default:
      return false;
  }
}

cjpeg_status cjpeg_reader_verify(cjpeg_reader *reader) {
  cjpeg_source *source = &reader->source;
  struct jpeg_decompress_struct *codec = &source->codec;
  if (setjmp(source->landing)) return source->status;
  cjpeg_source_read_header(source);
  reader->frame.layout = choose_layout(source);
  codec->scale_num = 1;
  codec->scale_denom = 8;
  // For a component that is not needed, libjpeg only entropy-decodes the data and does not access the output rows.
  const bool has_planes = reader->frame.layout == CJPEG_PLANES;
  for (int i = 0; has_planes && i < codec->num_components; i++) codec->comp_info[i].component_needed = FALSE;
  jpeg_start_decompress(codec);
  reader->is_done = look_at_scan(reader);
  if (reader->is_done) return CJPEG_OK;
  if (has_planes) {
    static JSAMPROW no_rows[max_rows_per_call];
    JSAMPARRAY components[3] = {no_rows, no_rows, no_rows};
    const uint32_t lines = (uint32_t)(codec->max_v_samp_factor * MIN_SCALED_SIZE(codec));
    while (codec->output_scanline < codec->output_height) {
      if (jpeg_read_raw_data(codec, components, lines) == 0) {
        cjpeg_source_fail(source, CJPEG_BAD_DATA, "no more rows");
      }
    }
    return CJPEG_OK;
  }
  const size_t samples = (size_t)codec->output_width * (size_t)codec->output_components;
  JSAMPROW row = codec->mem->alloc_large((j_common_ptr)codec, JPOOL_IMAGE, samples);
  while (codec->output_scanline < codec->output_height) {
    if (jpeg_read_scanlines(codec, &row, 1) != 1) cjpeg_source_fail(source, CJPEG_BAD_DATA, "no more rows");
  }
  return CJPEG_OK;
}

/// Photoshop and nearly all other CMYK writers store inverted values. Browsers assume this for every CMYK file, with or
/// without the Adobe marker.
static void invert(uint8_t *samples, size_t count) {
  for (size_t i = 0; i < count; i++) samples[i] = (uint8_t)(255 - samples[i]);
}

cjpeg_status cjpeg_reader_read_row(cjpeg_reader *reader, uint8_t *row) {
  cjpeg_source *source = &reader->source;
  if (reader->frame.layout == CJPEG_PLANES) return CJPEG_MISUSE;
  if (setjmp(source->landing)) return source->status;
  resume_output(reader);
  JSAMPROW rows[1] = {row};
  if (jpeg_read_scanlines(&source->codec, rows, 1) != 1) {
    cjpeg_source_fail(source, CJPEG_BAD_DATA, "no more rows");
  }
  if (reader->frame.layout == CJPEG_CMYK_ROWS) invert(row, (size_t)reader->frame.width * reader->frame.components);
  return CJPEG_OK;
}

/// Reads to the end of the file. False if libjpeg reports an error.
static bool read_to_end(cjpeg_source *source) {
  source->is_finishing = true;
  if (setjmp(source->landing)) return false;
  cjpeg_source_note_scans(source);
  jpeg_finish_decompress(&source->codec);
  return true;
}

cjpeg_status cjpeg_reader_finish(cjpeg_reader *reader) {
  if (reader->is_done) return CJPEG_OK;
  const bool failed = !read_to_end(&reader->source);
  cjpeg_source_settle(&reader->source, failed);
  return CJPEG_OK;
}

cjpeg_damage cjpeg_reader_damage(const cjpeg_reader *reader) { return reader->source.damage; }

const char *cjpeg_reader_message(const cjpeg_reader *reader) { return reader->source.message; }

void cjpeg_reader_destroy(cjpeg_reader *reader) {
  if (!reader) return;
  cjpeg_source_close(&reader->source);
  free(reader);
}
