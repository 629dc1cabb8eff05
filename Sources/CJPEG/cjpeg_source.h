/// The basis of all reading functions of this module: libjpeg's decompressor, reading from memory. Errors are caught,
/// warnings are counted and classified, and the number of scans is limited.
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
  /// Where libjpeg's error handler jumps to. Every function of this module sets it before it calls libjpeg.
  jmp_buf landing;
  cjpeg_read_limits limits;
  cjpeg_damage damage;
  /// Whether the end of the file was reached. This is damage only if data of the picture is missing.
  bool has_ended;
  /// Whether more than padding follows a scan or a restart interval. This is damage unless every block of the picture
  /// was decoded before it.
  bool has_surplus;
  /// Whether the picture has several scans, and whether they contain every bit of every coefficient.
  bool has_more_scans, has_every_scan;
  /// Whether all rows have been read, so that only the data after the picture is being read.
  bool is_finishing;
  /// The status to return after a jump to `landing`.
  cjpeg_status status;
  char message[JMSG_LENGTH_MAX];
  const uint8_t *bytes;
  size_t count;
} cjpeg_source;

/// Prepares the decompressor. On failure there is nothing to close.
cjpeg_status cjpeg_source_open(cjpeg_source *source, const uint8_t *bytes, size_t count, cjpeg_read_limits limits);

/// Reads up to the first scan and checks the header against the limits. `landing` must be set.
void cjpeg_source_read_header(cjpeg_source *source);

/// Fails if there are more scans than the limit. To be called while scans are read; `landing` must be set.
void cjpeg_source_bound_scans(cjpeg_source *source);

/// Records which scans the picture has. To be called after all of them were read and before libjpeg discards its state.
void cjpeg_source_note_scans(cjpeg_source *source);

/// Decides what the end of the data means, after all of it was read or an error of libjpeg ended reading (`failed`).
/// Records damage if a block of the picture may be missing or wrong, and otherwise that the file is untidy.
void cjpeg_source_settle(cjpeg_source *source, bool failed);

/// Fails with a status and a message: jumps to `landing`.
_Noreturn void cjpeg_source_fail(cjpeg_source *source, cjpeg_status status, const char *message);

/// Frees the decompressor's memory.
void cjpeg_source_close(cjpeg_source *source);

#endif
