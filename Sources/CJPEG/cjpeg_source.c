#include "cjpeg_source.h"

#include <string.h>

#include <jerror.h>

/// libjpeg puts two FF D9 here when the bytes run out, so that it always comes to an end.
static const JOCTET end_of_image[2] = {0xFF, JPEG_EOI};

/// The most bytes before a marker that pass for padding.
enum { most_padding = 4 };

static cjpeg_source *source_of(j_common_ptr codec) { return (cjpeg_source *)codec->client_data; }

// MARK: Errors and warnings

/// What an error of libjpeg's means to the caller.
static cjpeg_status status_of(int code) {
  switch (code) {
    case JERR_OUT_OF_MEMORY:
      return CJPEG_NO_MEMORY;
    case JERR_NO_BACKING_STORE:
    case JERR_WIDTH_OVERFLOW:
    case JERR_IMAGE_TOO_BIG:
      return CJPEG_LIMIT;
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_ARITH_NOTIMPL:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_CCIR601_NOTIMPL:
    case JERR_NOTIMPL:
    case JERR_NOT_COMPILED:
      return CJPEG_UNSUPPORTED;
    case JERR_BAD_STATE:
    case JERR_BUFFER_SIZE:
      return CJPEG_MISUSE;
    default:
      return CJPEG_BAD_DATA;
  }
}

static void on_error(j_common_ptr codec) {
  cjpeg_source *source = source_of(codec);
  codec->err->format_message(codec, source->message);
  source->status = status_of(codec->err->msg_code);
  longjmp(source->landing, 1);
}

void cjpeg_source_fail(cjpeg_source *source, cjpeg_status status, const char *message) {
  snprintf(source->message, sizeof source->message, "%s", message);
  source->status = status;
  longjmp(source->landing, 1);
}

/// Counts warnings and tells data that ends early from data that is wrong.
static void on_message(j_common_ptr codec, int level) {
  if (level >= 0) return;
  cjpeg_source *source = source_of(codec);
  codec->err->num_warnings++;
  source->damage.warnings++;
  switch (codec->err->msg_code) {
    case JWRN_JPEG_EOF:
      source->damage.truncated = true;
      break;
    case JWRN_HIT_MARKER:
      // The scan ran into a marker too early; where the bytes have run out, that marker is ours.
      if (!source->damage.truncated) source->damage.corrupt = true;
      break;
    case JWRN_JFIF_MAJOR:
    case JWRN_ADOBE_XFORM:
      // A header from the future or of an odd kind; the pixels are not touched by it.
      break;
    case JWRN_EXTRANEOUS_DATA:
      // Some cameras pad a scan with a few bytes, and every viewer passes over them. More than that is data gone astray.
      if (codec->err->msg_parm.i[0] > most_padding) source->damage.corrupt = true;
      break;
    default:
      source->damage.corrupt = true;
  }
  if (source->damage.warnings == 1) codec->err->format_message(codec, source->message);
  if (source->damage.warnings > source->limits.max_warnings) {
    source->status = CJPEG_BAD_DATA;
    longjmp(source->landing, 1);
  }
}

static void on_output(j_common_ptr codec) { (void)codec; }

// MARK: Scans

/// Called by libjpeg for every row of blocks it works on; the only place from which scans can be bounded.
static void on_progress(j_common_ptr codec) {
  cjpeg_source *source = source_of(codec);
  const j_decompress_ptr decoder = (j_decompress_ptr)codec;
  const uint64_t scans = (uint64_t)decoder->input_scan_number;
  const uint64_t pixels = (uint64_t)decoder->image_width * decoder->image_height;
  if (scans > source->limits.max_scans || (scans > 4 && scans * pixels > source->limits.max_scanned_pixels)) {
    cjpeg_source_fail(source, CJPEG_LIMIT, "too many scans");
  }
}

// MARK: Bytes

static void on_input_nothing(j_decompress_ptr codec) { (void)codec; }

static boolean on_input_empty(j_decompress_ptr codec) {
  WARNMS(codec, JWRN_JPEG_EOF);
  codec->src->next_input_byte = end_of_image;
  codec->src->bytes_in_buffer = sizeof end_of_image;
  return TRUE;
}

static void on_input_skip(j_decompress_ptr codec, long count) {
  if (count <= 0) return;
  if ((size_t)count > codec->src->bytes_in_buffer) {
    // The next request for bytes will find none, and say so.
    codec->src->bytes_in_buffer = 0;
    return;
  }
  codec->src->next_input_byte += count;
  codec->src->bytes_in_buffer -= (size_t)count;
}

// MARK: Opening and closing

cjpeg_status cjpeg_source_open(cjpeg_source *source, const uint8_t *bytes, size_t count, cjpeg_read_limits limits) {
  source->limits = limits;
  source->count = count;
  source->codec.err = jpeg_std_error(&source->errors);
  source->errors.error_exit = on_error;
  source->errors.emit_message = on_message;
  source->errors.output_message = on_output;
  source->codec.client_data = source;
  if (setjmp(source->landing)) return source->status;
  jpeg_create_decompress(&source->codec);
  source->progress.progress_monitor = on_progress;
  source->codec.progress = &source->progress;
  source->input.init_source = on_input_nothing;
  source->input.fill_input_buffer = on_input_empty;
  source->input.skip_input_data = on_input_skip;
  source->input.resync_to_restart = jpeg_resync_to_restart;
  source->input.term_source = on_input_nothing;
  source->input.next_input_byte = bytes;
  source->input.bytes_in_buffer = count;
  source->codec.src = &source->input;
  return CJPEG_OK;
}

void cjpeg_source_read_header(cjpeg_source *source) {
  struct jpeg_decompress_struct *codec = &source->codec;
  jpeg_read_header(codec, TRUE);
  if ((uint64_t)codec->image_width * codec->image_height > source->limits.max_pixels) {
    cjpeg_source_fail(source, CJPEG_LIMIT, "too many pixels");
  }
  if (codec->arith_code) cjpeg_source_fail(source, CJPEG_UNSUPPORTED, "arithmetic coding");
  uint64_t blocks = 0;
  for (int i = 0; i < codec->num_components; i++) {
    // What libjpeg will allocate: whole MCUs.
    const jpeg_component_info *component = &codec->comp_info[i];
    const uint64_t columns = component->width_in_blocks + (uint64_t)component->h_samp_factor - 1;
    const uint64_t rows = component->height_in_blocks + (uint64_t)component->v_samp_factor - 1;
    blocks += columns * rows;
  }
  // A block costs at least a bit, even in the most frugal progressive file. So a header that promises far more than the
  // file can hold is found out before memory is taken for it.
  if (blocks / 2 > (uint64_t)source->count * 8) {
    source->damage.truncated = true;
    cjpeg_source_fail(source, CJPEG_BAD_DATA, "fewer bytes than a picture of this size can have");
  }
  // libjpeg keeps coefficients only where a later scan refines them; the bound holds for callers that want them, too.
  if ((codec->progressive_mode || jpeg_has_multiple_scans(codec)) &&
      blocks * sizeof(JBLOCK) > source->limits.max_coefficient_bytes) {
    cjpeg_source_fail(source, CJPEG_LIMIT, "too many coefficients");
  }
}

void cjpeg_source_close(cjpeg_source *source) {
  if (setjmp(source->landing)) return;
  jpeg_destroy_decompress(&source->codec);
}
