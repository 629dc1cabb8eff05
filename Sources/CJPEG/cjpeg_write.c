#include "cjpeg_write.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

/// The error handler's state: where to jump on a fatal error of libjpeg.
typedef struct failure {
  struct jpeg_error_mgr manager;
  jmp_buf escape;
  char *message;
} failure;

static void fail(j_common_ptr info) {
  failure *f = (failure *)info->err;
  char text[JMSG_LENGTH_MAX];
  info->err->format_message(info, text);
  snprintf(f->message, CJPEG_MESSAGE_SIZE, "%s", text);
  longjmp(f->escape, 1);
}

static void say_nothing(j_common_ptr info) { (void)info; }

/// A destination that fills a given buffer and, once it is full, only counts bytes.
typedef struct bounded_destination {
  struct jpeg_destination_mgr manager;
  uint8_t *output;
  size_t capacity;
  size_t kept;
  size_t total;
  uint8_t chunk[16384];
} bounded_destination;

static void keep(bounded_destination *d, size_t count) {
  size_t room = d->capacity - d->kept;
  size_t take = count < room ? count : room;
  memcpy(d->output + d->kept, d->chunk, take);
  d->kept += take;
  d->total += count;
}

static void rewind_chunk(j_compress_ptr info) {
  bounded_destination *d = (bounded_destination *)info->dest;
  d->manager.next_output_byte = d->chunk;
  d->manager.free_in_buffer = sizeof d->chunk;
}

static boolean chunk_full(j_compress_ptr info) {
  keep((bounded_destination *)info->dest, sizeof(((bounded_destination *)0)->chunk));
  rewind_chunk(info);
  return TRUE;
}

static void last_chunk(j_compress_ptr info) {
  bounded_destination *d = (bounded_destination *)info->dest;
  keep(d, sizeof d->chunk - d->manager.free_in_buffer);
}

/// Replaces the `access_virt_barray` through which libjpeg reads coefficients. The opaque handle is a block_rows, and
/// the returned rows point into the caller's array, so the coefficients are not copied.
typedef struct block_rows {
  const cjpeg_component *component;
  JBLOCKROW rows[MAX_SAMP_FACTOR];
} block_rows;

static JBLOCKARRAY rows_in_place(j_common_ptr info, jvirt_barray_ptr handle, JDIMENSION first, JDIMENSION count,
                                 boolean writable) {
  (void)info;
  (void)writable;
  block_rows *b = (block_rows *)handle;
  for (JDIMENSION i = 0; i < count && i < MAX_SAMP_FACTOR; i++) {
    // libjpeg makes dummy blocks below the last row and only requires valid pointers there.
    JDIMENSION row = first + i < b->component->blocks_high ? first + i : b->component->blocks_high - 1;
    b->rows[i] = (JBLOCKROW)(void *)(uintptr_t)(b->component->coefficients + (size_t)row * b->component->blocks_wide * DCTSIZE2);
  }
  return b->rows;
}

cjpeg_status cjpeg_write_coefficients(uint32_t width, uint32_t height, const cjpeg_component *components,
                                      int component_count, const cjpeg_scan *scans, int scan_count, uint8_t *output,
                                      size_t capacity, size_t *size, char message[CJPEG_MESSAGE_SIZE]) {
  enum { MOST_SCANS = 32 };
  *size = 0;
  message[0] = 0;
  if ((component_count != 1 && component_count != 3) || scan_count < 1 || scan_count > MOST_SCANS) return CJPEG_MISUSE;

  struct jpeg_compress_struct info;
  failure errors;
  bounded_destination destination = {.output = output, .capacity = capacity};
  block_rows rows[3];
  jvirt_barray_ptr handles[3];
  jpeg_scan_info script[MOST_SCANS];

  info.err = jpeg_std_error(&errors.manager);
  errors.manager.error_exit = fail;
  errors.manager.output_message = say_nothing;
  errors.message = message;
  if (setjmp(errors.escape)) {
    jpeg_destroy_compress(&info);
    return CJPEG_MISUSE;
  }
  jpeg_create_compress(&info);
  destination.manager.init_destination = rewind_chunk;
  destination.manager.empty_output_buffer = chunk_full;
  destination.manager.term_destination = last_chunk;
  info.dest = &destination.manager;
  info.mem->access_virt_barray = rows_in_place;

  info.image_width = width;
  info.image_height = height;
  info.input_components = component_count;
  info.in_color_space = component_count == 1 ? JCS_GRAYSCALE : JCS_YCbCr;
  jpeg_set_defaults(&info);
  info.optimize_coding = TRUE;
  for (int c = 0; c < component_count; c++) {
    unsigned int table[DCTSIZE2];
    for (int k = 0; k < DCTSIZE2; k++) table[k] = components[c].steps[k];
    // If Cb and Cr have equal quantization steps they share a table, which saves 69 bytes.
    int number = c == 2 && memcmp(components[1].steps, components[2].steps, DCTSIZE2 * sizeof(uint16_t)) == 0 ? 1 : c;
    jpeg_add_quant_table(&info, number, table, 100, TRUE);
    info.comp_info[c].quant_tbl_no = number;
    info.comp_info[c].h_samp_factor = components[c].horizontal_sampling;
    info.comp_info[c].v_samp_factor = components[c].vertical_sampling;
    rows[c].component = &components[c];
    handles[c] = (jvirt_barray_ptr)(void *)&rows[c];
  }
  for (int s = 0; s < scan_count; s++) {
    script[s] = (jpeg_scan_info){
        .comps_in_scan = 1,
        .component_index = {scans[s].component},
        .Ss = scans[s].first_coefficient,
        .Se = scans[s].last_coefficient,
        .Ah = scans[s].high_bit,
        .Al = scans[s].low_bit,
    };
  }
  info.scan_info = script;
  info.num_scans = scan_count;
  jpeg_write_coefficients(&info, handles);
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  *size = destination.total;
  return destination.total > capacity ? CJPEG_LIMIT : CJPEG_OK;
}
