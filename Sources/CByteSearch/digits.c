#include "CByteSearch.h"

#include "places.h"

/// The digits of base64 in both alphabets, among which those of hexadecimal are; laid out as in `byte_search_probe`.
static const uint8_t digits[16] = {0xA8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF0, 0x54, 0x50, 0x54, 0x50, 0x74};

static bool are_digits(const uint8_t *text, size_t count) {
  size_t k = 0;
  while (k < count && text[k] < 128 && (digits[text[k] & 15] >> (text[k] >> 4) & 1)) k++;
  return k == count;
}

/// Whether eight digits have sixteen more on one side, or are too near to an end of the text to tell.
static bool may_be_long(const uint8_t *text, size_t count, size_t place) {
  if (place < 16 || place + 24 > count) return true;
  return are_digits(text + place - 16, 16) || are_digits(text + place + 8, 16);
}

static size_t digits_plain(const uint8_t *text, size_t count, size_t from, size_t end) {
  for (; from + 8 <= end; from += BYTE_SEARCH_DIGITS_STEP)
    if (are_digits(text + from, 8) && may_be_long(text, count, from)) return from;
  return end;
}

#if defined(__x86_64__)
/// Which of four groups of eight bytes are digits, a bit for each.
__attribute__((target("avx2"))) static inline uint32_t full_groups(const uint64_t *groups) {
  __m256i full = _mm256_cmpeq_epi64(allowed_avx2(_mm256_loadu_si256((const __m256i *)groups), digits), _mm256_set1_epi8(-1));
  return (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(full));
}

/// What `may_be_long` does.
__attribute__((target("avx2"))) static inline bool may_be_long_avx2(const uint8_t *text, size_t count, size_t place) {
  if (place < 16 || place + 24 > count) return true;
  const __m256i before = allowed_avx2(_mm256_loadu_si256((const __m256i *)(text + place - 16)), digits);
  const __m256i behind = allowed_avx2(_mm256_loadu_si256((const __m256i *)(text + place - 8)), digits);
  const uint32_t others = ~(uint32_t)_mm256_movemask_epi8(before), more = ~(uint32_t)_mm256_movemask_epi8(behind);
  return !(others & 0xFFFFFF) || !(more >> 8);
}

/// Four groups of eight bytes are looked at together.
__attribute__((target("avx2,bmi"))) static size_t digits_avx2(const uint8_t *text, size_t count, size_t from, size_t end) {
  const size_t step = BYTE_SEARCH_DIGITS_STEP;
  for (; from + 3 * step + 8 <= end; from += 4 * step) {
    uint64_t groups[4];
    for (size_t k = 0; k < 4; k++) __builtin_memcpy(&groups[k], text + from + k * step, 8);
    for (uint32_t mask = full_groups(groups); mask; mask &= mask - 1) {
      const size_t place = from + _tzcnt_u32(mask) * step;
      if (may_be_long_avx2(text, count, place)) return place;
    }
  }
  return digits_plain(text, count, from, end);
}

/// Whether eight digits have sixteen more on one side: bit 16 is for the first of the eight.
static inline bool is_long(uint64_t mask) { return (mask & 0xFFFFFF) == 0xFFFFFF || (mask >> 16 & 0xFFFFFF) == 0xFFFFFF; }

/// Forty bytes round each group of eight are looked at together.
__attribute__((target(AVX512))) static size_t digits_avx512(const uint8_t *text, size_t count, size_t from, size_t end) {
  if (from < 16 && from + 8 <= end) {
    if (are_digits(text + from, 8)) return from;
    from += BYTE_SEARCH_DIGITS_STEP;
  }
  for (; from + 48 <= count && from + 8 <= end; from += BYTE_SEARCH_DIGITS_STEP)
    if (is_long(allowed_avx512(_mm512_loadu_si512(text + from - 16), digits))) return from;
  return digits_plain(text, count, from, end);
}
#endif

size_t byte_search_digits(byte_search_form form, const uint8_t *text, size_t count, size_t from, size_t end) {
#if defined(__x86_64__)
  if (form == BYTE_SEARCH_AVX512) return digits_avx512(text, count, from, end);
  if (form == BYTE_SEARCH_AVX2) return digits_avx2(text, count, from, end);
#endif
  return digits_plain(text, count, from, end);
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
