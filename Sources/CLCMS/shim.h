#include <lcms2.h>

// Swift does not see macros with arguments, of which lcms2 makes its sample formats.
enum {
  CLCMS_GREY_16 = TYPE_GRAY_16,
  CLCMS_RGB_16 = TYPE_RGB_16,
  CLCMS_RGB_8 = TYPE_RGB_8,
  CLCMS_CMYK_8 = TYPE_CMYK_8,
};
