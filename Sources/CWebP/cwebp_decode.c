#include "CWebP.h"

#include <webp/decode.h>
#include <webp/demux.h>

static cwebp_status translated(VP8StatusCode status) {
  switch (status) {
    case VP8_STATUS_OK: return CWEBP_OK;
    case VP8_STATUS_OUT_OF_MEMORY: return CWEBP_NO_MEMORY;
    case VP8_STATUS_SUSPENDED:
    case VP8_STATUS_NOT_ENOUGH_DATA: return CWEBP_TRUNCATED;
    case VP8_STATUS_UNSUPPORTED_FEATURE: return CWEBP_UNSUPPORTED;
    default: return CWEBP_BAD_DATA;
  }
}

/// Finds the first frame of an animation.
static cwebp_status find_first(const WebPData *file, cwebp_frame *frame) {
  WebPDemuxState state;
  WebPDemuxer *demuxer = WebPDemuxPartial(file, &state);
  if (!demuxer) return state == WEBP_DEMUX_PARSE_ERROR ? CWEBP_BAD_DATA : CWEBP_TRUNCATED;
  frame->canvas_width = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH);
  frame->canvas_height = WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT);
  WebPIterator first;
  cwebp_status status = CWEBP_TRUNCATED;
  if (WebPDemuxGetFrame(demuxer, 1, &first)) {
    if (first.complete) {
      frame->x = (uint32_t)first.x_offset;
      frame->y = (uint32_t)first.y_offset;
      // This points into the file's bytes, which outlive the demuxer.
      frame->coded = first.fragment.bytes;
      frame->coded_count = first.fragment.size;
      status = CWEBP_OK;
    }
    WebPDemuxReleaseIterator(&first);
  }
  WebPDemuxDelete(demuxer);
  return status;
}

cwebp_status cwebp_read_frame(const uint8_t *bytes, size_t count, cwebp_frame *frame) {
  *frame = (cwebp_frame){.coded = bytes, .coded_count = count};
  WebPBitstreamFeatures features;
  cwebp_status status = translated(WebPGetFeatures(bytes, count, &features));
  if (status != CWEBP_OK) return status;
  if (features.has_animation) {
    const WebPData file = {bytes, count};
    status = find_first(&file, frame);
    if (status == CWEBP_OK) status = translated(WebPGetFeatures(frame->coded, frame->coded_count, &features));
    if (status != CWEBP_OK) return status;
  } else {
    frame->canvas_width = (uint32_t)features.width;
    frame->canvas_height = (uint32_t)features.height;
  }
  frame->width = (uint32_t)features.width;
  frame->height = (uint32_t)features.height;
  frame->has_alpha = features.has_alpha != 0;
  frame->is_planar = features.format == 1;
  const bool fits = (uint64_t)frame->x + frame->width <= frame->canvas_width &&
                    (uint64_t)frame->y + frame->height <= frame->canvas_height;
  return fits && frame->width > 0 && frame->height > 0 ? CWEBP_OK : CWEBP_BAD_DATA;
}

/// Decodes into the buffers that the caller has set in `config`.
static cwebp_status decode(const cwebp_frame *frame, uint32_t width, uint32_t height, WebPDecoderConfig *config) {
  config->options.use_threads = 0;
  if (width != frame->width || height != frame->height) {
    config->options.use_scaling = 1;
    config->options.scaled_width = (int)width;
    config->options.scaled_height = (int)height;
  }
  config->output.is_external_memory = 1;
  return translated(WebPDecode(frame->coded, frame->coded_count, config));
}

cwebp_status cwebp_decode_planes(const cwebp_frame *frame, uint32_t width, uint32_t height, uint8_t *luma,
                                 uint8_t *blue, uint8_t *red) {
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) return CWEBP_UNSUPPORTED;
  const size_t across = ((size_t)width + 1) / 2, down = ((size_t)height + 1) / 2;
  config.output.colorspace = MODE_YUV;
  config.output.u.YUVA = (WebPYUVABuffer){
      .y = luma,
      .u = blue,
      .v = red,
      .y_stride = (int)width,
      .u_stride = (int)across,
      .v_stride = (int)across,
      .y_size = (size_t)width * height,
      .u_size = across * down,
      .v_size = across * down,
  };
  return decode(frame, width, height, &config);
}

cwebp_status cwebp_decode_pixels(const cwebp_frame *frame, uint32_t width, uint32_t height, uint8_t *pixels) {
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) return CWEBP_UNSUPPORTED;
  config.output.colorspace = MODE_RGBA;
  config.output.u.RGBA =
      (WebPRGBABuffer){.rgba = pixels, .stride = (int)(width * 4), .size = (size_t)width * 4 * height};
  return decode(frame, width, height, &config);
}
