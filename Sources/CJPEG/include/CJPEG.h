/// A small surface over libjpeg-turbo on which no error can longjmp through Swift: every call returns a status.
#ifndef CJPEG_H
#define CJPEG_H

#include "cjpeg_read.h"
#include "cjpeg_rewrap.h"
#include "cjpeg_status.h"
#include "cjpeg_write.h"

#endif
