/// What every reading call of this room stands on: libjpeg's decompressor with its errors caught, its warnings counted
/// and sorted, its scans bounded, fed from memory.
#ifndef CJPEG_SOURCE_H
#define CJPEG_SOURCE_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <jpeglib.h>

#include "cjpeg_read.h"

typedef struct cjpeg_source {
  struct jpeg_decompress_struct codec;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  struct jpeg_source_mgr input;
  /// Where an error of libjpeg's lands; set by each call of ours before it calls libjpeg.
  jmp_buf landing;
  cjpeg_read_limits limits;
  cjpeg_damage damage;
  /// Whether the bytes ran out. That is damage only where bits of the picture are missing.
  bool has_ended;
  /// Whether more than padding stands behind a scan or an interval of it. That is damage unless every block of the
  /// picture was decoded before it.
  bool has_surplus;
  /// Whether the picture has several scans, and whether they brought every bit of every coefficient.
  bool has_more_scans, has_every_scan;
  /// Whether every row was read, and only what follows the picture is being read.
  bool is_finishing;
  /// What to return after landing.
  cjpeg_status status;
  char message[JMSG_LENGTH_MAX];
  const uint8_t *bytes;
  size_t count;
} cjpeg_source;

/// Prepares the decompressor. On failure nothing has to be closed.
cjpeg_status cjpeg_source_open(cjpeg_source *source, const uint8_t *bytes, size_t count, cjpeg_read_limits limits);

/// Reads up to the first scan and applies the limits that the header can break. Call it with the landing set.
void cjpeg_source_read_header(cjpeg_source *source);

/// Lands when there are more scans than allowed. Call it while scans are read, with the landing set.
void cjpeg_source_bound_scans(cjpeg_source *source);

/// Notes which scans the picture had. To be called once all of them were read, while libjpeg still knows.
void cjpeg_source_note_scans(cjpeg_source *source);

/// Decides what the end of the data means, once all of it was read or an error of libjpeg's (`failed`) ended the reading:
/// notes damage where a block of the picture may be missing or wrong, and otherwise that the file is untidy.
void cjpeg_source_settle(cjpeg_source *source, bool failed);

/// Lands with a status and a message of ours.
_Noreturn void cjpeg_source_fail(cjpeg_source *source, cjpeg_status status, const char *message);

/// Frees what the decompressor holds.
void cjpeg_source_close(cjpeg_source *source);

#endif
