#include "cjpeg_status.h"
