/// The definition of cjpeg_reader, private to this module.
#ifndef CJPEG_READER_H
#define CJPEG_READER_H

#include "cjpeg_source.h"

struct cjpeg_reader {
  cjpeg_source source;
  cjpeg_frame frame;
  /// Whether the whole file has been read.
  bool is_done;
  /// Whether the coefficients are kept in memory, and whether libjpeg is in an output pass over them.
  bool is_held, is_in_output;
};

#endif
