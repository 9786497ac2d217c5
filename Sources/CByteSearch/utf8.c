#include "CByteSearch.h"

#include "places.h"

/// The first byte beyond ASCII.
static size_t beyond_ascii_plain(const uint8_t *text, size_t from, size_t end) {
  while (from < end && text[from] < 128) from++;
  return from;
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi"))) static size_t beyond_ascii_avx2(const uint8_t *text, size_t from, size_t end) {
  for (; from + 128 <= end; from += 128) {
    const __m256i *four = (const __m256i *)(text + from);
    __m256i low = _mm256_or_si256(_mm256_loadu_si256(four), _mm256_loadu_si256(four + 1));
    __m256i high = _mm256_or_si256(_mm256_loadu_si256(four + 2), _mm256_loadu_si256(four + 3));
    if (_mm256_movemask_epi8(_mm256_or_si256(low, high))) break;
  }
  for (; from + 32 <= end; from += 32) {
    uint32_t mask = (uint32_t)_mm256_movemask_epi8(_mm256_loadu_si256((const __m256i *)(text + from)));
    if (mask) return from + _tzcnt_u32(mask);
  }
  return beyond_ascii_plain(text, from, end);
}
#endif

static size_t beyond_ascii(const uint8_t *text, size_t from, size_t end) {
#if defined(__x86_64__)
  if (has_avx2()) return beyond_ascii_avx2(text, from, end);
#endif
  return beyond_ascii_plain(text, from, end);
}

/// The length of the sequence of several bytes that begins `text`, of which `count` are left; 0 for none (RFC 3629).
static size_t sequence_length(const uint8_t *text, size_t count) {
  const uint8_t lead = text[0];
  const size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || length > count) return 0;
  // What the second byte may be keeps out surrogates, what is beyond U+10FFFF, and what has a shorter form.
  const uint8_t least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const uint8_t most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (text[1] < least || text[1] > most) return 0;
  for (size_t k = 2; k < length; k++)
    if ((text[k] & 0xC0) != 0x80) return 0;
  return length;
}

size_t byte_search_invalid_utf8(const uint8_t *text, size_t from, size_t end) {
  while ((from = beyond_ascii(text, from, end)) < end) {
    // Letters beyond ASCII seldom come alone.
    while (from < end && text[from] >= 128) {
      const size_t length = sequence_length(text + from, end - from);
      if (!length) return from;
      from += length;
    }
  }
  return end;
}
