/// A small surface over libde265 and dav1d, which decode what HEIC and AVIF files hold. Every call returns a status.
#ifndef CHEIF_H
#define CHEIF_H

#include "cheif_decode.h"

#endif
