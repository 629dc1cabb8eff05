#include "cjpeg_sound.h"

#include <string.h>

// MARK: Codes

enum {
  /// Codes up to this length are found by one look into a table.
  quick_bits = 10,
  /// Where a block ends: more than any sum of runs.
  end_of_block = 128,
};

/// A Huffman table (ITU-T T.81, C.2 and F.2.2.3), told by what its codes mean to somebody who only passes over them.
typedef struct code_table {
  /// By the next `quick_bits` bits: how many bits code and value take, and, from bit 8 on, how many coefficients they
  /// stand for. Zero where the code is longer.
  uint16_t quick[1 << quick_bits];
  /// The same for every symbol, in the order of codes.
  uint16_t steps[256];
  /// Of each code length, the first code beyond, left-aligned in 16 bits; and what to add to a code to find its step.
  uint32_t limits[17];
  int32_t offsets[17];
} code_table;

/// What passing over a symbol means: its code's length, its value's, and how far it leads in the block.
static uint16_t step_of(uint8_t symbol, int length, bool is_dc) {
  const int run = is_dc ? 0 : symbol >> 4, size = is_dc ? symbol : symbol & 15;
  const int advance = is_dc ? 1 : size > 0 || run == 15 ? run + 1 : end_of_block;
  return (uint16_t)(advance << 8 | (length + size));
}

/// False when it is no table that a decoder would take.
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

/// The data's bits, without the zero bytes stuffed behind FF. Where a marker stands or the data ends, no more come.
typedef struct bit_stream {
  const uint8_t *next, *end;
  /// The next bits, from the highest on; zeros behind the last.
  uint64_t bits;
  /// How many there are; less than none when more were taken than came.
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
    // No byte of the eight is FF: none of their complement is zero.
    if (((~word - 0x0101010101010101u) & word & 0x8080808080808080u) == 0) {
      const int taken = (63 - stream->count) >> 3;
      stream->bits |= word >> stream->count;
      // What was taken of the last byte beyond whole ones comes again.
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

/// Passes over a code and its value, and tells its step; zero where there is no such code.
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

/// Passes over the bits that fill the last byte and a marker right behind it.
static bool pass_marker(bit_stream *stream, uint8_t marker) {
  refill(stream);
  if (stream->count < 0 || stream->count > 7 || stream->end - stream->next < 2) return false;
  if (stream->next[0] != 0xFF || stream->next[1] != marker) return false;
  *stream = (bit_stream){.next = stream->next + 2, .end = stream->end};
  return true;
}

// MARK: The scan

bool cjpeg_scan_is_sound(const struct jpeg_decompress_struct *codec) {
  if (codec->progressive_mode || codec->arith_code || codec->comps_in_scan != codec->num_components ||
      codec->num_components > 3 || codec->Ss != 0 || codec->Se != DCTSIZE2 - 1 || codec->Ah != 0 || codec->Al != 0) {
    return false;
  }
  code_table tables[3][2];
  /// The component of each block of an MCU.
  int owners[D_MAX_BLOCKS_IN_MCU], blocks = 0;
  for (int i = 0; i < codec->comps_in_scan; i++) {
    const jpeg_component_info *component = codec->cur_comp_info[i];
    // libjpeg looks at these numbers only when it starts to decode.
    if (component->quant_tbl_no < 0 || component->quant_tbl_no >= NUM_QUANT_TBLS || component->dc_tbl_no < 0 ||
        component->dc_tbl_no >= NUM_HUFF_TBLS || component->ac_tbl_no < 0 || component->ac_tbl_no >= NUM_HUFF_TBLS) {
      return false;
    }
    if (!codec->quant_tbl_ptrs[component->quant_tbl_no] ||
        !make_table(codec->dc_huff_tbl_ptrs[component->dc_tbl_no], true, &tables[i][0]) ||
        !make_table(codec->ac_huff_tbl_ptrs[component->ac_tbl_no], false, &tables[i][1])) {
      return false;
    }
    // A component alone in its scan is not interleaved, whatever its sampling factors.
    const int count = codec->comps_in_scan == 1 ? 1 : component->h_samp_factor * component->v_samp_factor;
    if (blocks + count > D_MAX_BLOCKS_IN_MCU) return false;
    for (int k = 0; k < count; k++) owners[blocks++] = i;
  }
  const bool is_alone = codec->comps_in_scan == 1;
  const uint64_t side_h = is_alone ? DCTSIZE : (uint64_t)codec->max_h_samp_factor * DCTSIZE;
  const uint64_t side_v = is_alone ? DCTSIZE : (uint64_t)codec->max_v_samp_factor * DCTSIZE;
  const uint64_t units =
      (codec->image_width + side_h - 1) / side_h * ((codec->image_height + side_v - 1) / side_v);

  bit_stream stream = {.next = codec->src->next_input_byte,
                       .end = codec->src->next_input_byte + codec->src->bytes_in_buffer};
  uint64_t due = codec->restart_interval;
  uint8_t restart = 0;
  for (uint64_t unit = 0; unit < units; unit++) {
    if (codec->restart_interval != 0 && due-- == 0) {
      if (!pass_marker(&stream, JPEG_RST0 + restart)) return false;
      restart = (restart + 1) & 7;
      due = codec->restart_interval - 1;
    }
    for (int k = 0; k < blocks; k++) {
      if (!pass_block(&stream, &tables[owners[k]][0], &tables[owners[k]][1])) return false;
    }
  }
  return pass_marker(&stream, JPEG_EOI);
}
