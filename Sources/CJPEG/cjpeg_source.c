#include "cjpeg_source.h"

#include <stdlib.h>
#include <string.h>

#include <jerror.h>

#include "cjpeg_scan.h"

/// An end-of-image marker that libjpeg reads when the file ends, so that decoding always terminates.
static const JOCTET end_of_image[2] = {0xFF, JPEG_EOI};

/// The most bytes before a marker that are treated as padding whatever their values; some cameras write them.
enum { most_padding = 4 };

static cjpeg_source *source_of(j_common_ptr codec) { return (cjpeg_source *)codec->client_data; }

// MARK: Errors and warnings

/// The status for an error code of libjpeg.
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
  if (source->has_ended && !source->is_finishing) source->damage.truncated = true;
  longjmp(source->landing, 1);
}

void cjpeg_source_fail(cjpeg_source *source, cjpeg_status status, const char *message) {
  snprintf(source->message, sizeof source->message, "%s", message);
  source->status = status;
  longjmp(source->landing, 1);
}

/// Whether the bytes that libjpeg skipped between two scans (`count`, as it reports) are only zero padding.
///
/// libjpeg does not count up to eight bytes that it had read ahead. If it counts far fewer bytes than there are zeros,
/// it has decoded the other zeros in place of lost data.
static bool are_padding(const cjpeg_source *source, size_t count) {
  const uint8_t *first = source->bytes, *last = first + source->count;
  // At the end of the file the input position is in `end_of_image`, not in the file.
  if (!source->has_ended) last = source->codec.src->next_input_byte;
  size_t zeros = 0;
  // A zero after FF is a stuffed byte, so it belongs to the data.
  while (last - first >= 2 && last[-1] == 0 && last[-2] != 0xFF) {
    last--;
    zeros++;
  }
  // With restart intervals, libjpeg also counts bytes that it had read ahead in earlier intervals.
  const bool is_all = zeros >= count || (zeros > 0 && source->codec.restart_interval != 0);
  return is_all && zeros <= count + 8;
}

/// Classifies bytes that libjpeg skipped before a marker.
static void note_surplus(cjpeg_source *source, int count) {
  source->damage.untidy = true;
  // Bytes before the first scan do not affect pixels, and a few bytes are padding.
  if (source->codec.input_scan_number == 0 || count <= most_padding) return;
  // If there is only one scan, cjpeg_source_settle checks it again to find out what the bytes mean.
  source->has_surplus |= !jpeg_has_multiple_scans(&source->codec) || !are_padding(source, (size_t)count);
}

/// Counts warnings and classifies them as truncation, corruption or an untidy file.
static void on_message(j_common_ptr codec, int level) {
  if (level >= 0) return;
  cjpeg_source *source = source_of(codec);
  codec->err->num_warnings++;
  source->damage.warnings++;
  switch (codec->err->msg_code) {
    case JWRN_JPEG_EOF:
      source->has_ended = true;
      break;
    case JWRN_HIT_MARKER:
    case JWRN_MUST_RESYNC:
      // The scan has too few bits. After the end of the file, the marker found is the one in `end_of_image`.
      if (source->has_ended) {
        source->damage.truncated = true;
      } else {
        source->damage.corrupt = true;
      }
      break;
    case JWRN_JFIF_MAJOR:
    case JWRN_ADOBE_XFORM:
    case JWRN_NOT_SEQUENTIAL:
      // The header has an unknown version or unusual values. The pixels do not depend on them: a sequential scan always
      // contains all coefficients, whatever its header says.
      source->damage.untidy = true;
      break;
    case JWRN_EXTRANEOUS_DATA:
      note_surplus(source, codec->err->msg_parm.i[0]);
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

void cjpeg_source_bound_scans(cjpeg_source *source) {
  const uint64_t scans = (uint64_t)source->codec.input_scan_number;
  const uint64_t pixels = (uint64_t)source->codec.image_width * source->codec.image_height;
  if (scans > source->limits.max_scans || (scans > 4 && scans * pixels > source->limits.max_scanned_pixels)) {
    cjpeg_source_fail(source, CJPEG_LIMIT, "too many scans");
  }
}

/// libjpeg calls this for every row of blocks while it reads several scans in one call.
static void on_progress(j_common_ptr codec) { cjpeg_source_bound_scans(source_of(codec)); }

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
    // The next request for bytes calls on_input_empty, which warns.
    codec->src->bytes_in_buffer = 0;
    return;
  }
  codec->src->next_input_byte += count;
  codec->src->bytes_in_buffer -= (size_t)count;
}

// MARK: Opening and closing

cjpeg_status cjpeg_source_open(cjpeg_source *source, const uint8_t *bytes, size_t count, cjpeg_read_limits limits) {
  source->limits = limits;
  source->bytes = bytes;
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

/// Whether a scan omits Huffman tables, as in Motion JPEG frames. libjpeg uses the standard tables; other decoders may
/// fail.
static bool lacks_tables(const struct jpeg_decompress_struct *codec) {
  if (codec->progressive_mode) return false;
  for (int i = 0; i < codec->comps_in_scan; i++) {
    const int dc = codec->cur_comp_info[i]->dc_tbl_no, ac = codec->cur_comp_info[i]->ac_tbl_no;
    if (dc < 0 || dc >= NUM_HUFF_TBLS || ac < 0 || ac >= NUM_HUFF_TBLS) return false;
    if (!codec->dc_huff_tbl_ptrs[dc] || !codec->ac_huff_tbl_ptrs[ac]) return true;
  }
  return false;
}

void cjpeg_source_read_header(cjpeg_source *source) {
  struct jpeg_decompress_struct *codec = &source->codec;
  jpeg_read_header(codec, TRUE);
  if ((uint64_t)codec->image_width * codec->image_height > source->limits.max_pixels) {
    cjpeg_source_fail(source, CJPEG_LIMIT, "too many pixels");
  }
  if (lacks_tables(codec)) source->damage.untidy = true;
  if (codec->arith_code) cjpeg_source_fail(source, CJPEG_UNSUPPORTED, "arithmetic coding");
  uint64_t blocks = 0;
  for (int i = 0; i < codec->num_components; i++) {
    // libjpeg allocates whole MCUs.
    const jpeg_component_info *component = &codec->comp_info[i];
    const uint64_t columns = component->width_in_blocks + (uint64_t)component->h_samp_factor - 1;
    const uint64_t rows = component->height_in_blocks + (uint64_t)component->v_samp_factor - 1;
    blocks += columns * rows;
  }
  // Even the most compact progressive file needs about one bit per block; the check allows half a bit. It rejects a
  // header that declares far more pixels than the file can contain before memory is allocated.
  if (blocks / 2 > (uint64_t)source->count * 8) {
    source->damage.truncated = true;
    cjpeg_source_fail(source, CJPEG_BAD_DATA, "fewer bytes than a picture of this size can have");
  }
  // libjpeg keeps coefficients only for files with several scans; the limit also covers callers that need them.
  if ((codec->progressive_mode || jpeg_has_multiple_scans(codec)) &&
      blocks * sizeof(JBLOCK) > source->limits.max_coefficient_bytes) {
    cjpeg_source_fail(source, CJPEG_LIMIT, "too many coefficients");
  }
}

void cjpeg_source_close(cjpeg_source *source) {
  if (setjmp(source->landing)) return;
  jpeg_destroy_decompress(&source->codec);
}

// MARK: The end

/// Reads the header again, lets libjpeg add missing Huffman tables, and checks the only scan.
static cjpeg_scan_state look_again(cjpeg_source *source) {
  if (setjmp(source->landing)) return CJPEG_SCAN_ODD;
  cjpeg_source_read_header(source);
  // This starts decompression, but no pixels are read.
  source->codec.raw_data_out = TRUE;
  source->codec.out_color_space = source->codec.jpeg_color_space;
  jpeg_start_decompress(&source->codec);
  return cjpeg_scan_look(&source->codec);
}

/// Whether the picture's only scan contains every block, so that the damage lies after them.
static bool has_every_block(const cjpeg_source *source) {
  cjpeg_source *other = calloc(1, sizeof *other);
  if (!other) return false;
  cjpeg_scan_state state = CJPEG_SCAN_ODD;
  if (cjpeg_source_open(other, source->bytes, source->count, source->limits) == CJPEG_OK) {
    state = look_again(other);
    cjpeg_source_close(other);
  }
  free(other);
  return state == CJPEG_SCAN_TIDY || state == CJPEG_SCAN_UNTIDY;
}

/// Whether the scans contain every bit of every coefficient.
static bool has_every_scan(const struct jpeg_decompress_struct *codec) {
  for (int i = 0; i < codec->num_components; i++) {
    // libjpeg sets the table in the first scan of the component.
    if (!codec->comp_info[i].quant_table) return false;
    if (!codec->progressive_mode) continue;
    if (!codec->coef_bits) return false;
    for (int k = 0; k < DCTSIZE2; k++) {
      if (codec->coef_bits[i][k] != 0) return false;
    }
  }
  return true;
}

void cjpeg_source_note_scans(cjpeg_source *source) {
  source->has_more_scans = source->codec.progressive_mode || jpeg_has_multiple_scans(&source->codec);
  source->has_every_scan = has_every_scan(&source->codec);
}

void cjpeg_source_settle(cjpeg_source *source, bool failed) {
  if (source->damage.truncated || source->damage.corrupt) return;
  if (!source->has_ended && !source->has_surplus && !failed) return;
  // If there are several scans, only libjpeg knows where each one ends.
  const bool is_whole = source->has_more_scans ? !failed && !source->has_surplus && source->has_every_scan
                                               : has_every_block(source);
  if (is_whole) {
    source->damage.untidy = true;
  } else if (source->has_ended) {
    source->damage.truncated = true;
  } else {
    source->damage.corrupt = true;
  }
}
