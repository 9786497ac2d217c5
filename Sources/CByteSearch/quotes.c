#include "CByteSearch.h"

#include <stdbool.h>

#include "places.h"

/// Quotes, and the letters, digits and signs that keys have; laid out as in `byte_search_probe`.
static const uint8_t quotes[16] = {0, 0, 0x04, 0, 0, 0, 0, 0x04, 0, 0, 0, 0, 0, 0, 0, 0};
static const uint8_t letters[16] = {0xA8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF0, 0x50, 0x50, 0x54, 0x54, 0x70};

static bool is_in(const uint8_t *set, uint8_t byte) { return byte < 128 && (set[byte & 15] >> (byte >> 4) & 1); }

static size_t quote_behind_letter_plain(const uint8_t *text, size_t from, size_t end) {
  while (from < end && !(is_in(quotes, text[from]) && is_in(letters, text[from - 1]))) from++;
  return from;
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi"))) static size_t quote_behind_letter_avx2(const uint8_t *text, size_t from, size_t end) {
  const __m256i single = _mm256_set1_epi8('\''), twofold = _mm256_set1_epi8('"');
  for (; from + 32 <= end; from += 32) {
    __m256i here = _mm256_loadu_si256((const __m256i *)(text + from));
    __m256i hits = _mm256_or_si256(_mm256_cmpeq_epi8(here, single), _mm256_cmpeq_epi8(here, twofold));
    if (!_mm256_movemask_epi8(hits)) continue;
    __m256i before = allowed_avx2(_mm256_loadu_si256((const __m256i *)(text + from - 1)), letters);
    uint32_t mask = (uint32_t)_mm256_movemask_epi8(_mm256_and_si256(hits, before));
    if (mask) return from + _tzcnt_u32(mask);
  }
  return quote_behind_letter_plain(text, from, end);
}
#endif

size_t byte_search_quote_behind_letter(const uint8_t *text, size_t from, size_t end) {
  if (from == 0 && end > 0) from = 1;
#if defined(__x86_64__)
  if (has_avx2()) return quote_behind_letter_avx2(text, from, end);
#endif
  return quote_behind_letter_plain(text, from, end);
}
