#include "cheif_picture.h"

#include <errno.h>
#include <string.h>

static cheif_status fail(const char **message, cheif_status status, const char *text) {
  *message = text;
  return status;
}

static cheif_status failed(const char **message, int result) {
  if (result == DAV1D_ERR(ENOMEM)) return CHEIF_NO_MEMORY;
  if (result == DAV1D_ERR(ERANGE)) {
    return fail(message, CHEIF_LIMIT, "the coded picture is larger than the file says");
  }
  return fail(message, CHEIF_BAD_DATA, "the coded data contradicts itself");
}

/// Decodes the first picture in the data.
static int decode(Dav1dContext *decoder, Dav1dData *data, Dav1dPicture *picture) {
  while (true) {
    if (data->sz > 0) {
      const int sent = dav1d_send_data(decoder, data);
      if (sent < 0 && sent != DAV1D_ERR(EAGAIN)) return sent;
    }
    const bool is_all_sent = data->sz == 0;
    const int got = dav1d_get_picture(decoder, picture);
    if (got != DAV1D_ERR(EAGAIN) || is_all_sent) return got;
  }
}

static cheif_status describe(cheif_picture *picture, cheif_frame *frame, const char **message) {
  const Dav1dPicture *image = &picture->av1;
  const enum Dav1dPixelLayout layout = image->p.layout;
  *frame = (cheif_frame){
      .width = (uint32_t)image->p.w,
      .height = (uint32_t)image->p.h,
      .components = layout == DAV1D_PIXEL_LAYOUT_I400 ? 1 : 3,
      .horizontal_subsampling = layout == DAV1D_PIXEL_LAYOUT_I420 || layout == DAV1D_PIXEL_LAYOUT_I422 ? 2 : 1,
      .vertical_subsampling = layout == DAV1D_PIXEL_LAYOUT_I420 ? 2 : 1,
      .bits = (uint32_t)image->p.bpc,
      .primaries = image->seq_hdr->pri,
      .transfer = image->seq_hdr->trc,
      .matrix = image->seq_hdr->mtrx,
      .is_full_range = image->seq_hdr->color_range != 0,
  };
  if (image->p.w <= 0 || image->p.h <= 0) return fail(message, CHEIF_BAD_DATA, "no pixels");
  for (uint32_t i = 0; i < frame->components; i++) {
    picture->planes[i].samples = image->data[i];
    picture->planes[i].stride = image->stride[i > 0];
  }
  return CHEIF_OK;
}

cheif_status cheif_decode_av1(const cheif_coded *coded, cheif_limits limits, cheif_picture *picture,
                              cheif_frame *frame, const char **message) {
  Dav1dSettings settings;
  dav1d_default_settings(&settings);
  settings.n_threads = 1;
  settings.max_frame_delay = 1;
  settings.all_layers = 0;
  settings.logger.callback = NULL;
  const uint64_t pixels = (uint64_t)limits.max_width * limits.max_height;
  settings.frame_size_limit = pixels > UINT32_MAX ? UINT32_MAX : (unsigned)pixels;
  // In the configuration record, OBUs follow four bytes of flags. Most files repeat these OBUs in the data.
  const size_t units = coded->config_count > 4 ? coded->config_count - 4 : 0;
  if (coded->data_count == 0) return fail(message, CHEIF_BAD_DATA, "no coded picture");

  Dav1dContext *decoder;
  const int opened = dav1d_open(&decoder, &settings);
  if (opened < 0) return failed(message, opened);
  Dav1dData data = {0};
  uint8_t *bytes = dav1d_data_create(&data, units + coded->data_count);
  int result = DAV1D_ERR(ENOMEM);
  if (bytes) {
    if (units > 0) memcpy(bytes, coded->config + 4, units);
    memcpy(bytes + units, coded->data, coded->data_count);
    result = decode(decoder, &data, &picture->av1);
  }
  if (data.sz > 0) dav1d_data_unref(&data);
  dav1d_close(&decoder);
  if (result == DAV1D_ERR(EAGAIN)) return fail(message, CHEIF_BAD_DATA, "no coded picture");
  return result < 0 ? failed(message, result) : describe(picture, frame, message);
}
