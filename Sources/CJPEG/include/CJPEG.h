/// A wrapper around libjpeg-turbo. Every function returns a status, so that libjpeg's errors never longjmp through
/// Swift.
#ifndef CJPEG_H
#define CJPEG_H

#include "cjpeg_read.h"
#include "cjpeg_rewrap.h"
#include "cjpeg_status.h"
#include "cjpeg_write.h"

#endif
