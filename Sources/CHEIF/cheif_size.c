#include "cheif_size.h"

/// Reads bits from a NAL unit's payload and skips emulation prevention bytes.
typedef struct bit_reader {
  const uint8_t *bytes;
  size_t count, position;
  uint32_t zeros;
  uint8_t current;
  int left;
  bool failed;
} bit_reader;

static uint32_t read_bit(bit_reader *reader) {
  if (reader->left == 0) {
    if (reader->zeros >= 2 && reader->position < reader->count && reader->bytes[reader->position] == 3) {
      reader->position++;
      reader->zeros = 0;
    }
    if (reader->position >= reader->count) {
      reader->failed = true;
      return 0;
    }
    reader->current = reader->bytes[reader->position++];
    reader->zeros = reader->current == 0 ? reader->zeros + 1 : 0;
    reader->left = 8;
  }
  reader->left--;
  return (reader->current >> reader->left) & 1;
}

static uint32_t read_bits(bit_reader *reader, int count) {
  uint32_t value = 0;
  while (count-- > 0) value = value << 1 | read_bit(reader);
  return value;
}

/// Reads an unsigned Exp-Golomb code (9.2).
static uint32_t read_golomb(bit_reader *reader) {
  int zeros = 0;
  while (!reader->failed && read_bit(reader) == 0) {
    if (++zeros > 31) reader->failed = true;
  }
  return reader->failed ? 0 : (uint32_t)((1u << zeros) - 1 + read_bits(reader, zeros));
}

/// Whether the fields after the picture size satisfy the constraints of 7.4.3.2.1. libde265 rejects such parameter sets
/// too, but prints to standard error, which a library must not do.
static bool is_consistent(bit_reader *reader, uint32_t layers, uint32_t width, uint32_t height) {
  if (read_bit(reader)) {
    for (int i = 0; i < 4; i++) read_golomb(reader);
  }
  if (read_golomb(reader) > 8 || read_golomb(reader) > 8) return false;
  read_golomb(reader);
  for (uint32_t i = read_bit(reader) ? 0 : layers; i <= layers; i++) {
    for (int j = 0; j < 3; j++) read_golomb(reader);
  }
  const uint64_t least_block = 3 + (uint64_t)read_golomb(reader);
  const uint64_t tree_block = least_block + read_golomb(reader);
  const uint64_t least_transform = 2 + (uint64_t)read_golomb(reader);
  const uint64_t largest_transform = least_transform + read_golomb(reader);
  const uint64_t between = read_golomb(reader), within = read_golomb(reader);
  return !reader->failed && tree_block >= 4 && tree_block <= 6 && least_transform < least_block &&
         largest_transform <= (tree_block < 5 ? tree_block : 5) && between <= tree_block - least_transform &&
         within <= tree_block - least_transform && width % (1u << least_block) == 0 &&
         height % (1u << least_block) == 0;
}

bool cheif_sps_size(const uint8_t *nal, size_t count, uint32_t *width, uint32_t *height) {
  if (count < 3) return false;
  bit_reader reader = {.bytes = nal, .count = count, .position = 2};
  read_bits(&reader, 4);
  const uint32_t layers = read_bits(&reader, 3);
  read_bits(&reader, 1);
  // Profile, tier and level (7.3.3): 96 bits, then the flags and values of the temporal sub-layers.
  for (int i = 0; i < 12; i++) read_bits(&reader, 8);
  uint32_t flags[8] = {0};
  for (uint32_t i = 0; i < layers; i++) flags[i] = read_bits(&reader, 2);
  for (uint32_t i = layers; layers > 0 && i < 8; i++) read_bits(&reader, 2);
  for (uint32_t i = 0; i < layers; i++) {
    const int bytes = (flags[i] & 2 ? 11 : 0) + (flags[i] & 1 ? 1 : 0);
    for (int b = 0; b < bytes; b++) read_bits(&reader, 8);
  }
  read_golomb(&reader);
  if (read_golomb(&reader) == 3) read_bit(&reader);
  *width = read_golomb(&reader);
  *height = read_golomb(&reader);
  return !reader.failed && *width > 0 && *height > 0 && is_consistent(&reader, layers, *width, *height);
}
