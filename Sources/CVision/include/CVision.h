// What the eye needs in C: loops that pay for the widest vectors a processor has.
#ifndef CVISION_H
#define CVISION_H

#include "cvision_blocks.h"
#include "cvision_cells.h"
#include "cvision_convolve.h"
#include "cvision_resample.h"
#include "cvision_tilt.h"

#endif
