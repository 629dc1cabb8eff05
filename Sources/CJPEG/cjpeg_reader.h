/// What a reader is made of, for the files of this room.
#ifndef CJPEG_READER_H
#define CJPEG_READER_H

#include "cjpeg_source.h"

struct cjpeg_reader {
  cjpeg_source source;
  cjpeg_frame frame;
  /// Whether the whole file was read, so that there is nothing left to read.
  bool is_done;
  /// Whether the coefficients are kept, and whether libjpeg is still making pixels of them.
  bool is_held, is_in_output;
};

#endif
