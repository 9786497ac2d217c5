#include "CByteSearch.h"

#include <stdbool.h>

#include "places.h"

/// Whether an odd number of backslashes stands before `at`, not looking before `from`.
static bool is_escaped(const uint8_t *text, size_t from, size_t at) {
  size_t first = at;
  while (first > from && text[first - 1] == '\\') first--;
  return (at - first) & 1;
}

/// Goes on with `found`, of a string that begins at `from`, at its end.
static byte_search_json_string_end string_plain(const uint8_t *text, size_t from, size_t count, byte_search_json_string_end found) {
  for (; found.end < count; found.end++) {
    const uint8_t byte = text[found.end];
    if (byte == '"' && !is_escaped(text, from, found.end)) break;
    if (byte == '\\') found.has_backslash = true;
    if (byte >= 128) found.is_beyond_ascii = true;
  }
  return found;
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi"))) static byte_search_json_string_end string_avx2(const uint8_t *text, size_t from, size_t count) {
  const __m256i quote = _mm256_set1_epi8('"'), backslash = _mm256_set1_epi8('\\');
  byte_search_json_string_end found = {from, false, false};
  uint32_t beyond = 0, backslashes = 0;
  for (; found.end + 32 <= count; found.end += 32) {
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + found.end));
    uint32_t quotes = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, quote));
    const uint32_t escapes = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, backslash));
    const uint32_t high = (uint32_t)_mm256_movemask_epi8(bytes);
    for (; quotes; quotes &= quotes - 1) {
      const uint32_t place = _tzcnt_u32(quotes), before = (quotes & -quotes) - 1;
      if (is_escaped(text, from, found.end + place)) continue;
      found.end += place;
      found.has_backslash = backslashes | (escapes & before);
      found.is_beyond_ascii = beyond | (high & before);
      return found;
    }
    beyond |= high;
    backslashes |= escapes;
  }
  found.has_backslash = backslashes;
  found.is_beyond_ascii = beyond;
  return string_plain(text, from, count, found);
}
#endif

byte_search_json_string_end byte_search_json_string(const uint8_t *text, size_t from, size_t count) {
#if defined(__x86_64__)
  if (has_avx2()) return string_avx2(text, from, count);
#endif
  return string_plain(text, from, count, (byte_search_json_string_end){from, false, false});
}

static bool is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

size_t byte_search_json_space(const uint8_t *text, size_t at, size_t count) {
  if (at + 1 < count && text[at] == ' ' && text[at + 1] > ' ') return at + 1;
#if defined(__x86_64__)
  for (; at + 16 <= count; at += 16) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(text + at));
    const __m128i blank = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
    const __m128i other = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')));
    const uint32_t rest = (uint32_t)_mm_movemask_epi8(_mm_or_si128(blank, other)) ^ 0xFFFF;
    if (rest) return at + (size_t)__builtin_ctz(rest);
  }
#endif
  while (at < count && is_space(text[at])) at++;
  return at;
}
