// The inner loops of picture analysis that need SIMD instructions, written in C.
#ifndef CVISION_H
#define CVISION_H

#include "cvision_blocks.h"
#include "cvision_cells.h"
#include "cvision_convolve.h"
#include "cvision_luminance.h"
#include "cvision_resample.h"
#include "cvision_tilt.h"
#include "cvision_transpose.h"

#endif
