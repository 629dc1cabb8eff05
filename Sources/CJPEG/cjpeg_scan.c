#include "cjpeg_scan.h"

#include <string.h>

// MARK: Codes

enum {
  /// Codes up to this length are decoded with a single table lookup.
  quick_bits = 10,
  /// The advance for the end-of-block code: larger than any sum of runs.
  end_of_block = 128,
};

/// A Huffman table (ITU-T T.81, C.2 and F.2.2.3) for skipping over symbols. It maps a code to a step instead of a
/// symbol.
typedef struct code_table {
  /// The step for the next `quick_bits` bits: the low 8 bits are the total length of code and value in bits, the others
  /// the number of coefficients they represent. Zero if the code is longer.
  uint16_t quick[1 << quick_bits];
  /// The steps of all symbols, in code order.
  uint16_t steps[256];
  /// For each code length, the first code after the last one of that length, left-aligned in 16 bits; and the offset
  /// from a code to the index of its step.
  uint32_t limits[17];
  int32_t offsets[17];
} code_table;

/// The step for a symbol: the total length of its code and value, and the number of coefficients to advance.
static uint16_t step_of(uint8_t symbol, int length, bool is_dc) {
  const int run = is_dc ? 0 : symbol >> 4, size = is_dc ? symbol : symbol & 15;
  const int advance = is_dc ? 1 : size > 0 || run == 15 ? run + 1 : end_of_block;
  return (uint16_t)(advance << 8 | (length + size));
}

/// False if the table is invalid.
static bool make_table(const JHUFF_TBL *source, bool is_dc, code_table *table) {
  if (!source) return false;
  memset(table->quick, 0, sizeof table->quick);
  uint32_t code = 0;
  int count = 0;
  for (int length = 1; length <= 16; length++, code <<= 1) {
    table->offsets[length] = count - (int32_t)code;
    for (int i = 0; i < source->bits[length]; i++, code++, count++) {
      if (count >= 256 || code >= 1u << length || (is_dc && source->huffval[count] > 15)) return false;
      table->steps[count] = step_of(source->huffval[count], length, is_dc);
      if (length > quick_bits) continue;
      const uint32_t spread = 1u << (quick_bits - length), first = code << (quick_bits - length);
      for (uint32_t k = 0; k < spread; k++) table->quick[first + k] = table->steps[count];
    }
    table->limits[length] = code << (16 - length);
  }
  return true;
}

// MARK: Bits

/// The bits of the entropy-coded data, without stuffed zero bytes. The stream ends at a marker or at the end of the
/// data.
typedef struct bit_stream {
  const uint8_t *begin, *next, *end;
  /// The next bits, starting at the highest; zeros after the last one.
  uint64_t bits;
  /// The number of bits available; negative if more were consumed than the data has.
  int count;
} bit_stream;

static void refill(bit_stream *stream) {
  if (stream->count < 0 || stream->count > 56) return;
  if (stream->end - stream->next >= 8) {
    uint64_t word;
    memcpy(&word, stream->next, 8);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    // Fast path: none of the eight bytes is FF.
    if (((~word - 0x0101010101010101u) & word & 0x8080808080808080u) == 0) {
      const int taken = (63 - stream->count) >> 3;
      stream->bits |= word >> stream->count;
      // Clear the bits of a byte that fits only partly; the whole byte is read again next time.
      stream->bits &= ~(uint64_t)0 << (64 - stream->count - taken * 8);
      stream->next += taken;
      stream->count += taken * 8;
      return;
    }
  }
  while (stream->count <= 56 && stream->next < stream->end) {
    const uint8_t byte = *stream->next;
    if (byte == 0xFF) {
      if (stream->end - stream->next < 2 || stream->next[1] != 0) return;
      stream->next++;
    }
    stream->next++;
    stream->bits |= (uint64_t)byte << (56 - stream->count);
    stream->count += 8;
  }
}

/// Skips one code and its value and returns the step; zero if the code is invalid.
static inline uint16_t pass(bit_stream *stream, const code_table *table) {
  if (stream->count < 32) refill(stream);
  uint16_t step = table->quick[stream->bits >> (64 - quick_bits)];
  if (step == 0) {
    const uint32_t ahead = (uint32_t)(stream->bits >> 48);
    int length = quick_bits + 1;
    while (length <= 16 && ahead >= table->limits[length]) length++;
    if (length > 16) return 0;
    step = table->steps[(int32_t)(ahead >> (16 - length)) + table->offsets[length]];
  }
  stream->bits <<= step & 255;
  stream->count -= step & 255;
  return step;
}

static bool pass_block(bit_stream *stream, const code_table *dc, const code_table *ac) {
  if (pass(stream, dc) == 0) return false;
  int position = 1;
  while (position < DCTSIZE2) {
    const uint16_t step = pass(stream, ac);
    if (step == 0) return false;
    position += step >> 8;
  }
  return stream->count >= 0 && (position == DCTSIZE2 || position >= end_of_block);
}

// MARK: Between intervals

/// Returns whole bytes that were read ahead, so that `next` points to the first byte after the last block.
static void give_back(bit_stream *stream) {
  for (; stream->count >= 8; stream->count -= 8) {
    const bool is_stuffed = stream->next - stream->begin >= 2 && stream->next[-1] == 0 && stream->next[-2] == 0xFF;
    stream->next -= is_stuffed ? 2 : 1;
  }
}

/// Whether the padding bits in the last byte (0 to 7 of them) are ones.
static bool is_filled_with_ones(const bit_stream *stream) {
  return (uint64_t)~stream->bits >> 1 >> (63 - stream->count) == 0;
}

/// The most data bytes at the end of a restart interval that may equal the padding after them: flat blocks can be coded
/// as a zero byte. If more are equal, they are padding that was decoded in place of lost data.
enum { most_alike = 2 };

/// Whether the data before padding differs from the padding.
static bool differs_from(const bit_stream *stream, uint8_t padding) {
  const uint8_t *last = stream->next;
  for (int alike = 0; alike <= most_alike; alike++, last--) {
    if (last == stream->begin) return false;
    // A zero after FF is a stuffed byte, so it belongs to the data.
    if (last[-1] != padding || (last - stream->begin >= 2 && last[-1] == 0 && last[-2] == 0xFF)) return true;
  }
  return false;
}

/// Skips zeros that pad the data, and FF fill bytes, which are allowed before any marker.
static void pass_padding(bit_stream *stream, bool *is_untidy) {
  if (stream->next < stream->end && *stream->next == 0 && differs_from(stream, 0)) {
    *is_untidy = true;
    while (stream->next < stream->end && *stream->next == 0) stream->next++;
  }
  while (stream->end - stream->next >= 2 && stream->next[0] == 0xFF && stream->next[1] == 0xFF) stream->next++;
}

/// Skips the padding bits of the last byte, padding bytes, and the marker after them.
static bool pass_marker(bit_stream *stream, uint8_t marker, bool *is_untidy) {
  give_back(stream);
  pass_padding(stream, is_untidy);
  if (stream->end - stream->next < 2 || stream->next[0] != 0xFF || stream->next[1] != marker) return false;
  *stream = (bit_stream){.begin = stream->next + 2, .next = stream->next + 2, .end = stream->end};
  return true;
}

// MARK: The scan

/// How the blocks of a scan are interleaved.
typedef struct scan_plan {
  code_table tables[MAX_COMPS_IN_SCAN][2];
  /// The component of each block in an MCU.
  int owners[D_MAX_BLOCKS_IN_MCU], blocks;
  uint64_t units_across, units_down;
} scan_plan;

/// False if a table is invalid.
static bool make_plan(const struct jpeg_decompress_struct *codec, scan_plan *plan) {
  plan->blocks = 0;
  for (int i = 0; i < codec->comps_in_scan; i++) {
    const jpeg_component_info *component = codec->cur_comp_info[i];
    if (component->dc_tbl_no < 0 || component->dc_tbl_no >= NUM_HUFF_TBLS || component->ac_tbl_no < 0 ||
        component->ac_tbl_no >= NUM_HUFF_TBLS ||
        !make_table(codec->dc_huff_tbl_ptrs[component->dc_tbl_no], true, &plan->tables[i][0]) ||
        !make_table(codec->ac_huff_tbl_ptrs[component->ac_tbl_no], false, &plan->tables[i][1])) {
      return false;
    }
    // A scan with a single component is not interleaved, whatever its sampling factors are.
    const int count = codec->comps_in_scan == 1 ? 1 : component->h_samp_factor * component->v_samp_factor;
    if (plan->blocks + count > D_MAX_BLOCKS_IN_MCU) return false;
    for (int k = 0; k < count; k++) plan->owners[plan->blocks++] = i;
  }
  const bool is_alone = codec->comps_in_scan == 1;
  const uint64_t side_h = is_alone ? DCTSIZE : (uint64_t)codec->max_h_samp_factor * DCTSIZE;
  const uint64_t side_v = is_alone ? DCTSIZE : (uint64_t)codec->max_v_samp_factor * DCTSIZE;
  plan->units_across = (codec->image_width + side_h - 1) / side_h;
  plan->units_down = (codec->image_height + side_v - 1) / side_v;
  return true;
}

static bool pass_unit(bit_stream *stream, const scan_plan *plan) {
  for (int k = 0; k < plan->blocks; k++) {
    const int owner = plan->owners[k];
    if (!pass_block(stream, &plan->tables[owner][0], &plan->tables[owner][1])) return false;
  }
  return true;
}

/// The number of whole MCUs in the data after the last block, if it ends after them as a scan must; otherwise 0.
static uint64_t count_further_units(bit_stream stream, const uint8_t *end, const scan_plan *plan) {
  stream.end = end;
  for (uint64_t count = 1; pass_unit(&stream, plan); count++) {
    refill(&stream);
    if (stream.next == end && stream.count <= 7 && is_filled_with_ones(&stream)) return count;
  }
  return 0;
}

/// Whether bytes between the last block and the next marker are harmless.
///
/// If bytes are lost or inserted within a scan, a decoder soon resynchronises, and the data left at the end can be
/// decoded to its very end. So decodable data means damage, unless it makes up whole rows of MCUs, which some cameras
/// write below the picture. Other data is not entropy-coded and was added after the scan.
static bool is_harmless_surplus(const bit_stream *stream, const uint8_t *end, const bit_stream *ahead,
                                const scan_plan *plan) {
  const uint64_t units = count_further_units(*ahead, end, plan);
  if (units > 0) return units % plan->units_across == 0;
  if (!is_filled_with_ones(stream)) return false;
  const uint8_t *other = stream->next;
  while (other < end && *other == *stream->next) other++;
  return other < end || differs_from(stream, *stream->next);
}

/// Classifies the data after the last block.
static cjpeg_scan_state look_behind(bit_stream *stream, const scan_plan *plan, bool is_untidy) {
  const bit_stream ahead = *stream;
  bit_stream rest = *stream;
  if (pass_marker(&rest, JPEG_EOI, &is_untidy)) return is_untidy ? CJPEG_SCAN_UNTIDY : CJPEG_SCAN_TIDY;
  give_back(stream);
  rest = *stream;
  pass_padding(&rest, &is_untidy);
  // Padding, followed by another marker or the end of the data.
  if (rest.next == rest.end || (rest.next[0] == 0xFF && (rest.end - rest.next < 2 || rest.next[1] != 0))) {
    return CJPEG_SCAN_UNTIDY;
  }
  const uint8_t *end = stream->next;
  while (end < stream->end && !(*end == 0xFF && (stream->end - end < 2 || end[1] != 0))) end++;
  return is_harmless_surplus(stream, end, &ahead, plan) ? CJPEG_SCAN_UNTIDY : CJPEG_SCAN_ODD;
}

cjpeg_scan_state cjpeg_scan_look(const struct jpeg_decompress_struct *codec) {
  scan_plan plan;
  if (codec->progressive_mode || codec->arith_code || codec->comps_in_scan != codec->num_components ||
      !make_plan(codec, &plan)) {
    return CJPEG_SCAN_UNKNOWN;
  }
  const uint8_t *data = codec->src->next_input_byte;
  bit_stream stream = {.begin = data, .next = data, .end = data + codec->src->bytes_in_buffer};
  const uint64_t units = plan.units_across * plan.units_down;
  uint64_t due = codec->restart_interval;
  uint8_t restart = 0;
  bool is_untidy = false;
  for (uint64_t unit = 0; unit < units; unit++) {
    if (codec->restart_interval != 0 && due-- == 0) {
      if (!pass_marker(&stream, JPEG_RST0 + restart, &is_untidy)) return CJPEG_SCAN_ODD;
      restart = (restart + 1) & 7;
      due = codec->restart_interval - 1;
    }
    if (!pass_unit(&stream, &plan)) return CJPEG_SCAN_ODD;
  }
  return look_behind(&stream, &plan, is_untidy);
}
