/// A small surface over libpng on which no error can longjmp through Swift: every call returns a status.
#ifndef CPNG_H
#define CPNG_H

#include "cpng_read.h"

#endif
