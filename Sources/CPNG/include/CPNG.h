/// A wrapper around libpng. Every function returns a status, so that libpng's errors never longjmp through Swift.
#ifndef CPNG_H
#define CPNG_H

#include "cpng_read.h"
#include "cpng_write.h"

#endif
