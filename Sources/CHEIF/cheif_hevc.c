#include "cheif_picture.h"
#include "cheif_size.h"

/// Types of NAL units (ITU-T H.265, table 7-1).
enum {
  FIRST_STILL = 16,
  LAST_STILL = 21,
  FIRST_PARAMETER_SET = 32,
  SEQUENCE_PARAMETER_SET = 33,
  LAST_PARAMETER_SET = 34,
};

/// The most pixels by which a coded side may exceed the declared one: pictures are coded in whole blocks of up to 64.
enum { BLOCK = 64 };

typedef struct hevc_feed {
  de265_decoder_context *decoder;
  cheif_limits limits;
  bool has_picture;
  const char **message;
} hevc_feed;

static cheif_status fail(hevc_feed *feed, cheif_status status, const char *message) {
  *feed->message = message;
  return status;
}

/// Passes a NAL unit to the decoder if it belongs to the first picture.
static cheif_status push(hevc_feed *feed, const uint8_t *nal, size_t count, bool *is_next_picture) {
  if (count < 3) return CHEIF_OK;
  const uint32_t type = nal[0] >> 1 & 63;
  if (type > LAST_PARAMETER_SET) return CHEIF_OK;
  if (type < FIRST_PARAMETER_SET) {
    // A still picture is an IRAP picture, so slices of other types are ignored.
    if (type < FIRST_STILL || type > LAST_STILL) return CHEIF_OK;
    const bool begins_picture = nal[2] >> 7;
    if (begins_picture && feed->has_picture) {
      *is_next_picture = true;
      return CHEIF_OK;
    }
    feed->has_picture = true;
  } else if (type == SEQUENCE_PARAMETER_SET) {
    uint32_t width, height;
    if (!cheif_sps_size(nal, count, &width, &height)) return fail(feed, CHEIF_BAD_DATA, "broken parameter set");
    if (width > (uint64_t)feed->limits.max_width + BLOCK || height > (uint64_t)feed->limits.max_height + BLOCK) {
      return fail(feed, CHEIF_LIMIT, "the coded picture is larger than the file says");
    }
  }
  const de265_error error = de265_push_NAL(feed->decoder, nal, (int)count, 0, NULL);
  return error == DE265_OK ? CHEIF_OK : fail(feed, CHEIF_BAD_DATA, de265_get_error_text(error));
}

/// Passes the parameter sets of the configuration record to the decoder, and returns the size of the length prefixes in
/// bytes.
static cheif_status push_config(hevc_feed *feed, const cheif_coded *coded, size_t *length_bytes) {
  const uint8_t *config = coded->config;
  const size_t count = coded->config_count;
  if (count < 23) return fail(feed, CHEIF_BAD_DATA, "no decoder configuration");
  *length_bytes = (config[21] & 3) + 1;
  size_t at = 23;
  bool ignored;
  for (int arrays = config[22]; arrays > 0; arrays--) {
    if (count - at < 3) return fail(feed, CHEIF_BAD_DATA, "broken decoder configuration");
    int units = config[at + 1] << 8 | config[at + 2];
    at += 3;
    for (; units > 0; units--) {
      if (count - at < 2) return fail(feed, CHEIF_BAD_DATA, "broken decoder configuration");
      const size_t length = (size_t)config[at] << 8 | config[at + 1];
      at += 2;
      if (count - at < length) return fail(feed, CHEIF_BAD_DATA, "broken decoder configuration");
      const uint32_t type = length ? config[at] >> 1 & 63 : 0;
      if (type >= FIRST_PARAMETER_SET && type <= LAST_PARAMETER_SET) {
        const cheif_status status = push(feed, config + at, length, &ignored);
        if (status != CHEIF_OK) return status;
      }
      at += length;
    }
  }
  return CHEIF_OK;
}

static cheif_status push_data(hevc_feed *feed, const cheif_coded *coded, size_t length_bytes) {
  const uint8_t *data = coded->data;
  size_t left = coded->data_count;
  bool is_next_picture = false;
  while (left >= length_bytes && !is_next_picture) {
    size_t length = 0;
    for (size_t i = 0; i < length_bytes; i++) length = length << 8 | data[i];
    data += length_bytes;
    left -= length_bytes;
    if (length > left) return fail(feed, CHEIF_BAD_DATA, "the coded data ends too early");
    const cheif_status status = push(feed, data, length, &is_next_picture);
    if (status != CHEIF_OK) return status;
    data += length;
    left -= length;
  }
  return feed->has_picture ? CHEIF_OK : fail(feed, CHEIF_BAD_DATA, "no coded picture");
}

static cheif_status describe(hevc_feed *feed, const struct de265_image *image, cheif_picture *picture,
                             cheif_frame *frame) {
  const enum de265_chroma chroma = de265_get_chroma_format(image);
  *frame = (cheif_frame){
      .width = (uint32_t)de265_get_image_width(image, 0),
      .height = (uint32_t)de265_get_image_height(image, 0),
      .components = chroma == de265_chroma_mono ? 1 : 3,
      .horizontal_subsampling = chroma == de265_chroma_420 || chroma == de265_chroma_422 ? 2 : 1,
      .vertical_subsampling = chroma == de265_chroma_420 ? 2 : 1,
      .bits = (uint32_t)de265_get_bits_per_pixel(image, 0),
      .primaries = (uint32_t)de265_get_image_colour_primaries(image),
      .transfer = (uint32_t)de265_get_image_transfer_characteristics(image),
      .matrix = (uint32_t)de265_get_image_matrix_coefficients(image),
      .is_full_range = de265_get_image_full_range_flag(image) != 0,
      .is_damaged = frame->is_damaged,
  };
  const uint32_t across = (frame->width + frame->horizontal_subsampling - 1) / frame->horizontal_subsampling;
  const uint32_t down = (frame->height + frame->vertical_subsampling - 1) / frame->vertical_subsampling;
  for (uint32_t i = 0; i < frame->components; i++) {
    int stride;
    picture->planes[i].samples = de265_get_image_plane(image, (int)i, &stride);
    picture->planes[i].stride = stride;
    const uint32_t width = i ? across : frame->width, height = i ? down : frame->height;
    if (!picture->planes[i].samples || (uint32_t)de265_get_image_width(image, (int)i) < width ||
        (uint32_t)de265_get_image_height(image, (int)i) < height) {
      return fail(feed, CHEIF_BAD_DATA, "planes of the wrong size");
    }
    if ((uint32_t)de265_get_bits_per_pixel(image, (int)i) != frame->bits) {
      return fail(feed, CHEIF_UNSUPPORTED, "planes of different depths");
    }
  }
  return CHEIF_OK;
}

cheif_status cheif_decode_hevc(const cheif_coded *coded, cheif_limits limits, cheif_picture *picture,
                               cheif_frame *frame, const char **message) {
  picture->hevc = de265_new_decoder();
  if (!picture->hevc) return CHEIF_NO_MEMORY;
  hevc_feed feed = {.decoder = picture->hevc, .limits = limits, .message = message};
  size_t length_bytes = 4;
  cheif_status status = push_config(&feed, coded, &length_bytes);
  if (status == CHEIF_OK) status = push_data(&feed, coded, length_bytes);
  if (status != CHEIF_OK) return status;
  de265_flush_data(picture->hevc);

  const struct de265_image *image = NULL;
  int more = 1;
  while (more && !image) {
    more = 0;
    const de265_error error = de265_decode(picture->hevc, &more);
    if (error == DE265_ERROR_OUT_OF_MEMORY) return CHEIF_NO_MEMORY;
    if (error != DE265_OK) return fail(&feed, CHEIF_BAD_DATA, de265_get_error_text(error));
    image = de265_peek_next_picture(picture->hevc);
  }
  for (de265_error warning; (warning = de265_get_warning(picture->hevc)) != DE265_OK;) {
    if (warning == DE265_WARNING_NO_WPP_CANNOT_USE_MULTITHREADING) continue;
    *message = de265_get_error_text(warning);
    frame->is_damaged = true;
  }
  if (!image) return fail(&feed, CHEIF_BAD_DATA, frame->is_damaged ? *message : "no coded picture");
  return describe(&feed, image, picture, frame);
}
