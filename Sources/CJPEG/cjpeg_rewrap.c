#include "cjpeg_rewrap.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cjpeg_reader.h"

/// The transformation to upright in terms of the stored axes: first mirror them, then exchange them.
typedef struct turn {
  bool mirror_x, mirror_y, exchange;
} turn;

/// Indexed by EXIF orientation; entry 0 is not used.
static const turn turns[9] = {
    {0},
    {.mirror_x = false},
    {.mirror_x = true},
    {.mirror_x = true, .mirror_y = true},
    {.mirror_y = true},
    {.exchange = true},
    {.mirror_y = true, .exchange = true},
    {.mirror_x = true, .mirror_y = true, .exchange = true},
    {.mirror_x = true, .exchange = true},
};

// MARK: Turning blocks

/// The source position and sign of each coefficient of a transformed block. Mirroring an axis negates its odd
/// frequencies.
typedef struct block_turn {
  int from[DCTSIZE2];
  int sign[DCTSIZE2];
} block_turn;

static block_turn block_turn_of(turn turn) {
  block_turn result;
  for (int v = 0; v < DCTSIZE; v++) {
    for (int u = 0; u < DCTSIZE; u++) {
      const int x = turn.exchange ? v : u, y = turn.exchange ? u : v;
      const bool negate = (turn.mirror_x && x % 2) != (turn.mirror_y && y % 2);
      result.from[v * DCTSIZE + u] = y * DCTSIZE + x;
      result.sign[v * DCTSIZE + u] = negate ? -1 : 1;
    }
  }
  return result;
}

/// Fills the transformed blocks of one component. `width` x `height` is the stored size in blocks.
static void turn_component(j_decompress_ptr decoder, j_compress_ptr encoder, jvirt_barray_ptr stored,
                           jvirt_barray_ptr turned, JDIMENSION width, JDIMENSION height, turn turn) {
  const block_turn map = block_turn_of(turn);
  const JDIMENSION columns = turn.exchange ? height : width, rows = turn.exchange ? width : height;
  for (JDIMENSION row = 0; row < rows; row++) {
    JBLOCKROW target = encoder->mem->access_virt_barray((j_common_ptr)encoder, turned, row, 1, TRUE)[0];
    for (JDIMENSION column = 0; column < columns; column++) {
      JDIMENSION x = turn.exchange ? row : column, y = turn.exchange ? column : row;
      if (turn.mirror_x) x = width - 1 - x;
      if (turn.mirror_y) y = height - 1 - y;
      const JCOEF *source = decoder->mem->access_virt_barray((j_common_ptr)decoder, stored, y, 1, FALSE)[0][x];
      for (int i = 0; i < DCTSIZE2; i++) target[column][i] = (JCOEF)(source[map.from[i]] * map.sign[i]);
    }
  }
}

// MARK: Turning the picture

/// Whether every edge to be mirrored consists of whole MCUs. JPEG allows blocks that extend beyond the picture only at
/// the right and bottom edges.
static bool is_lossless(const struct jpeg_decompress_struct *decoder, turn turn) {
  const JDIMENSION mcu_width = (JDIMENSION)decoder->max_h_samp_factor * DCTSIZE;
  const JDIMENSION mcu_height = (JDIMENSION)decoder->max_v_samp_factor * DCTSIZE;
  return (!turn.mirror_x || decoder->image_width % mcu_width == 0) &&
         (!turn.mirror_y || decoder->image_height % mcu_height == 0);
}

/// Exchanges the axes in the parameters that were copied from the stored picture.
static void exchange_parameters(j_compress_ptr encoder) {
  const JDIMENSION width = encoder->image_width;
  encoder->image_width = encoder->image_height;
  encoder->image_height = width;
  const UINT16 density = encoder->X_density;
  encoder->X_density = encoder->Y_density;
  encoder->Y_density = density;
  for (int i = 0; i < encoder->num_components; i++) {
    jpeg_component_info *component = &encoder->comp_info[i];
    const int factor = component->h_samp_factor;
    component->h_samp_factor = component->v_samp_factor;
    component->v_samp_factor = factor;
  }
  for (int i = 0; i < NUM_QUANT_TBLS; i++) {
    JQUANT_TBL *table = encoder->quant_tbl_ptrs[i];
    if (!table) continue;
    for (int y = 0; y < DCTSIZE; y++) {
      for (int x = 0; x < y; x++) {
        const UINT16 value = table->quantval[y * DCTSIZE + x];
        table->quantval[y * DCTSIZE + x] = table->quantval[x * DCTSIZE + y];
        table->quantval[x * DCTSIZE + y] = value;
      }
    }
  }
}

/// The transformed coefficients of all components, in arrays allocated by the encoder.
static void turn_coefficients(j_decompress_ptr decoder, j_compress_ptr encoder, jvirt_barray_ptr *stored,
                              jvirt_barray_ptr *turned, turn turn) {
  for (int i = 0; i < decoder->num_components; i++) {
    const jpeg_component_info *component = &decoder->comp_info[i], *target = &encoder->comp_info[i];
    const JDIMENSION width = turn.exchange ? component->height_in_blocks : component->width_in_blocks;
    const JDIMENSION height = turn.exchange ? component->width_in_blocks : component->height_in_blocks;
    const JDIMENSION h = (JDIMENSION)target->h_samp_factor, v = (JDIMENSION)target->v_samp_factor;
    turned[i] = encoder->mem->request_virt_barray((j_common_ptr)encoder, JPOOL_IMAGE, TRUE, (width + h - 1) / h * h,
                                                  (height + v - 1) / v * v, v);
  }
  encoder->mem->realize_virt_arrays((j_common_ptr)encoder);
  for (int i = 0; i < decoder->num_components; i++) {
    const jpeg_component_info *component = &decoder->comp_info[i];
    turn_component(decoder, encoder, stored[i], turned[i], component->width_in_blocks, component->height_in_blocks,
                   turn);
  }
}

// MARK: Writing

/// A destination of fixed size. It drops bytes that do not fit and records that.
typedef struct destination {
  struct jpeg_destination_mgr manager;
  uint8_t *output;
  size_t capacity;
  bool overflowed;
} destination;

static void on_output_begin(j_compress_ptr encoder) {
  destination *target = (destination *)encoder->dest;
  target->manager.next_output_byte = target->output;
  target->manager.free_in_buffer = target->capacity;
}

static boolean on_output_full(j_compress_ptr encoder) {
  ((destination *)encoder->dest)->overflowed = true;
  on_output_begin(encoder);
  return TRUE;
}

static void on_output_end(j_compress_ptr encoder) { (void)encoder; }

/// The resources for writing a file, which must always be freed.
typedef struct rewrapping {
  cjpeg_source *source;
  struct jpeg_compress_struct encoder;
  bool encoder_exists;
  destination destination;
} rewrapping;

/// Writes one file from the coefficients. Returns its size, or 0 if it does not fit.
static size_t write_file(rewrapping *work, jvirt_barray_ptr *coefficients, turn turn, bool progressive,
                         uint8_t *output, size_t capacity) {
  j_compress_ptr encoder = &work->encoder;
  encoder->err = &work->source->errors;
  encoder->client_data = work->source;
  jpeg_create_compress(encoder);
  work->encoder_exists = true;
  work->destination = (destination){.output = output, .capacity = capacity};
  work->destination.manager.init_destination = on_output_begin;
  work->destination.manager.empty_output_buffer = on_output_full;
  work->destination.manager.term_destination = on_output_end;
  encoder->dest = &work->destination.manager;
  jpeg_copy_critical_parameters(&work->source->codec, encoder);
  if (turn.exchange) exchange_parameters(encoder);
  encoder->optimize_coding = TRUE;
  if (progressive) jpeg_simple_progression(encoder);
  jvirt_barray_ptr turned[MAX_COMPONENTS];
  if (turn.exchange || turn.mirror_x || turn.mirror_y) {
    turn_coefficients(&work->source->codec, encoder, coefficients, turned, turn);
    coefficients = turned;
  }
  jpeg_write_coefficients(encoder, coefficients);
  jpeg_finish_compress(encoder);
  const size_t size = work->destination.overflowed ? 0 : capacity - work->destination.manager.free_in_buffer;
  jpeg_destroy_compress(encoder);
  work->encoder_exists = false;
  return size;
}

/// Writes a progressive file to `output` and a sequential one to `other`, and leaves the smaller one in `output`.
static cjpeg_status run(cjpeg_reader *reader, rewrapping *work, turn turn, uint8_t *output, uint8_t *other,
                        size_t capacity, size_t *size) {
  cjpeg_source *source = work->source;
  if (setjmp(source->landing)) return source->status;
  const J_COLOR_SPACE space = source->codec.jpeg_color_space;
  if ((space != JCS_GRAYSCALE && space != JCS_YCbCr) || !is_lossless(&source->codec, turn)) return CJPEG_UNSUPPORTED;
  if (reader->is_in_output) {
    reader->is_in_output = false;
    jpeg_finish_output(&source->codec);
  }
  jvirt_barray_ptr *coefficients = jpeg_read_coefficients(&source->codec);
  const size_t progressive = write_file(work, coefficients, turn, true, output, capacity);
  const size_t sequential = write_file(work, coefficients, turn, false, other, capacity);
  if (sequential && (!progressive || sequential < progressive)) {
    memcpy(output, other, sequential);
    *size = sequential;
  } else {
    *size = progressive;
  }
  return *size ? CJPEG_OK : CJPEG_LIMIT;
}

cjpeg_status cjpeg_reader_rewrap(cjpeg_reader *reader, int orientation, uint8_t *output, size_t capacity,
                                 size_t *size) {
  *size = 0;
  if (!reader->is_held || orientation < 1 || orientation > 8 || capacity == 0) return CJPEG_MISUSE;
  const cjpeg_damage damage = reader->source.damage;
  if (damage.truncated || damage.corrupt) return CJPEG_BAD_DATA;
  rewrapping *work = calloc(1, sizeof *work);
  uint8_t *other = malloc(capacity);
  cjpeg_status status = CJPEG_NO_MEMORY;
  if (work && other) {
    work->source = &reader->source;
    status = run(reader, work, turns[orientation], output, other, capacity, size);
    if (work->encoder_exists) jpeg_destroy_compress(&work->encoder);
  }
  free(other);
  free(work);
  return status;
}
