#include <lcms2.h>

// lcms2 defines its sample formats with function-like macros, which Swift does not import.
enum {
  CLCMS_GREY_16 = TYPE_GRAY_16,
  CLCMS_RGB_16 = TYPE_RGB_16,
  CLCMS_RGB_8 = TYPE_RGB_8,
  CLCMS_CMYK_8 = TYPE_CMYK_8,
};
