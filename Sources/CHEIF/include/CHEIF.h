/// A wrapper around libde265 and dav1d, which decode the pictures in HEIC and AVIF files. Every function returns a
/// status.
#ifndef CHEIF_H
#define CHEIF_H

#include "cheif_decode.h"

#endif
