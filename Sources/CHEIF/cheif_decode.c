#include "cheif_picture.h"

#include <stdlib.h>
#include <string.h>

cheif_status cheif_decode(const cheif_coded *coded, cheif_limits limits, cheif_picture **result, cheif_frame *frame,
                          const char **message) {
  *result = NULL;
  *message = "";
  *frame = (cheif_frame){0};
  cheif_picture *picture = calloc(1, sizeof *picture);
  if (!picture) return CHEIF_NO_MEMORY;
  cheif_status status = coded->codec == CHEIF_HEVC ? cheif_decode_hevc(coded, limits, picture, frame, message)
                                                   : cheif_decode_av1(coded, limits, picture, frame, message);
  if (status == CHEIF_OK && (frame->bits < 8 || frame->bits > 16)) {
    *message = "unusual samples";
    status = CHEIF_UNSUPPORTED;
  }
  if (status == CHEIF_OK) {
    picture->mask = (1u << frame->bits) - 1;
    *result = picture;
  } else {
    cheif_picture_destroy(picture);
  }
  return status;
}

void cheif_picture_copy_row(const cheif_picture *picture, uint32_t plane, uint32_t x, uint32_t y, uint32_t count,
                            const uint8_t *table, uint8_t *target) {
  const uint8_t *row = picture->planes[plane].samples + (ptrdiff_t)y * picture->planes[plane].stride;
  if (picture->mask == 255) {
    row += x;
    for (uint32_t i = 0; i < count; i++) target[i] = table[row[i]];
  } else {
    const uint16_t *wide = (const uint16_t *)(const void *)row + x;
    const uint32_t mask = picture->mask;
    for (uint32_t i = 0; i < count; i++) target[i] = table[wide[i] & mask];
  }
}

void cheif_picture_destroy(cheif_picture *picture) {
  if (!picture) return;
  if (picture->hevc) de265_free_decoder(picture->hevc);
  if (picture->av1.data[0]) dav1d_picture_unref(&picture->av1);
  free(picture);
}
