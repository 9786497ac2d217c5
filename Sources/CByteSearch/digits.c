#include "CByteSearch.h"

#include "places.h"

/// The digits of base64 in both alphabets, among which those of hexadecimal are; laid out as in `byte_search_probe`.
static const uint8_t digits[16] = {0xA8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF0, 0x54, 0x50, 0x54, 0x50, 0x74};

static size_t digits_plain(const uint8_t *text, size_t from, size_t end) {
  for (; from + 8 <= end; from += BYTE_SEARCH_DIGITS_STEP) {
    size_t k = 0;
    while (k < 8 && text[from + k] < 128 && (digits[text[from + k] & 15] >> (text[from + k] >> 4) & 1)) k++;
    if (k == 8) return from;
  }
  return end;
}

#if defined(__x86_64__)
/// Which of four groups of eight bytes are digits, a bit for each.
__attribute__((target("avx2"))) static inline uint32_t full_groups(const uint64_t *groups) {
  __m256i full = _mm256_cmpeq_epi64(allowed_avx2(_mm256_loadu_si256((const __m256i *)groups), digits), _mm256_set1_epi8(-1));
  return (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(full));
}

/// Four groups of eight bytes are looked at together.
__attribute__((target("avx2,bmi"))) static size_t digits_avx2(const uint8_t *text, size_t from, size_t end) {
  const size_t step = BYTE_SEARCH_DIGITS_STEP;
  uint64_t groups[4];
  for (; from + 3 * step + 8 <= end; from += 4 * step) {
    for (size_t k = 0; k < 4; k++) __builtin_memcpy(&groups[k], text + from + k * step, 8);
    uint32_t mask = full_groups(groups);
    if (mask) return from + _tzcnt_u32(mask) * step;
  }
  for (size_t k = 0; k < 4; k++) {
    groups[k] = 0;
    if (from + k * step + 8 <= end) __builtin_memcpy(&groups[k], text + from + k * step, 8);
  }
  uint32_t mask = full_groups(groups);
  return mask ? from + _tzcnt_u32(mask) * step : end;
}
#endif

size_t byte_search_digits(const uint8_t *text, size_t from, size_t end) {
#if defined(__x86_64__)
  if (has_avx2()) return digits_avx2(text, from, end);
#endif
  return digits_plain(text, from, end);
}

// MARK: Blocks

static size_t digit_block_plain(const uint8_t *text, size_t from, size_t end) {
  for (; from + 16 <= end; from += 16) {
    size_t k = 0;
    while (k < 16 && text[from + k] < 128 && (digits[text[from + k] & 15] >> (text[from + k] >> 4) & 1)) k++;
    if (k == 16) return from;
  }
  return end;
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi"))) static size_t digit_block_avx2(const uint8_t *text, size_t from, size_t end) {
  for (; from + 32 <= end; from += 32) {
    uint32_t mask = (uint32_t)_mm256_movemask_epi8(allowed_avx2(_mm256_loadu_si256((const __m256i *)(text + from)), digits));
    if ((uint16_t)mask == 0xFFFF) return from;
    if (mask >> 16 == 0xFFFF) return from + 16;
  }
  return digit_block_plain(text, from, end);
}
#endif

size_t byte_search_digit_block(const uint8_t *text, size_t from, size_t end) {
#if defined(__x86_64__)
  if (has_avx2()) return digit_block_avx2(text, from, end);
#endif
  return digit_block_plain(text, from, end);
}

// MARK: Ends

static size_t digits_end_plain(const uint8_t *text, size_t from, size_t end) {
  while (from < end && text[from] < 128 && (digits[text[from] & 15] >> (text[from] >> 4) & 1)) from++;
  return from;
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi"))) static size_t digits_end_avx2(const uint8_t *text, size_t from, size_t end) {
  for (; from + 32 <= end; from += 32) {
    uint32_t mask = (uint32_t)_mm256_movemask_epi8(allowed_avx2(_mm256_loadu_si256((const __m256i *)(text + from)), digits));
    if (mask != UINT32_MAX) return from + _tzcnt_u32(~mask);
  }
  return digits_end_plain(text, from, end);
}
#endif

size_t byte_search_digits_end(const uint8_t *text, size_t from, size_t end) {
#if defined(__x86_64__)
  if (has_avx2()) return digits_end_avx2(text, from, end);
#endif
  return digits_end_plain(text, from, end);
}
