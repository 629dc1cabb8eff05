#include <cairo-pdf.h>
#include <cairo.h>

/* From cairo-ft.h, with an untyped face. That header includes FreeType's, and Swift cannot use what two modules declare. */
cairo_font_face_t *cairo_ft_font_face_create_for_ft_face(void *face, int load_flags);
