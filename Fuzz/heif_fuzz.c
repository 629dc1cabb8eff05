/// libFuzzer target: the input is a coded picture of HEIC or AVIF. The first byte selects the codec, the second is the
/// length of the decoder configuration that follows.
#include <stdint.h>

#include "CHEIF.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  if (count < 2) return 0;
  const size_t config = bytes[1] < count - 2 ? bytes[1] : count - 2;
  const cheif_coded coded = {
      .codec = bytes[0] & 1 ? CHEIF_AV1 : CHEIF_HEVC,
      .config = bytes + 2,
      .config_count = config,
      .data = bytes + 2 + config,
      .data_count = count - 2 - config,
  };
  const cheif_limits limits = {.max_width = 512, .max_height = 512};
  cheif_picture *picture;
  cheif_frame frame;
  const char *message;
  if (cheif_decode(&coded, limits, &picture, &frame, &message) == CHEIF_OK) {
    static uint8_t table[1 << 16], row[1 << 10];
    for (uint32_t plane = 0; plane < frame.components; plane++) {
      const uint32_t across = plane ? frame.horizontal_subsampling : 1, down = plane ? frame.vertical_subsampling : 1;
      const uint32_t width = (frame.width + across - 1) / across, height = (frame.height + down - 1) / down;
      for (uint32_t y = 0; y < height; y++) {
        cheif_picture_copy_row(picture, plane, 0, y, width < sizeof row ? width : sizeof row, table, row);
      }
    }
  }
  cheif_picture_destroy(picture);
  return 0;
}
