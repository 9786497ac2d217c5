#include "CByteSearch.h"

#include <string.h>

#include "places.h"

/// The length of the sequence that begins `text`, of which `count` bytes are left; 0 for none (RFC 3629).
static size_t sequence_length(const uint8_t *text, size_t count) {
  const uint8_t lead = text[0];
  if (lead < 0x80) return 1;
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

static bool is_utf8_plain(const uint8_t *text, size_t count) {
  for (size_t from = 0; from < count;) {
    const size_t length = sequence_length(text + from, count - from);
    if (!length) return false;
    from += length;
  }
  return true;
}

#if defined(__x86_64__)
/// All bits where a byte is `least` or more.
__attribute__((target("avx2"))) static inline __m256i at_least(__m256i bytes, uint8_t least) {
  const __m256i limit = _mm256_set1_epi8((char)least);
  return _mm256_cmpeq_epi8(_mm256_max_epu8(bytes, limit), bytes);
}

__attribute__((target("avx2"))) static inline __m256i equals(__m256i bytes, uint8_t byte) {
  return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8((char)byte));
}

/// Whether something is wrong with a byte of `text ..< text + 32`, by what it is itself and by the three before it.
__attribute__((target("avx2"))) static inline bool is_wrong(const uint8_t *text) {
  const __m256i here = _mm256_loadu_si256((const __m256i *)text);
  const __m256i third = _mm256_loadu_si256((const __m256i *)(text - 3));
  if (!_mm256_movemask_epi8(_mm256_or_si256(here, third))) return false;
  const __m256i first = _mm256_loadu_si256((const __m256i *)(text - 1));
  const __m256i second = _mm256_loadu_si256((const __m256i *)(text - 2));
  // A byte continues a sequence exactly where one that began before is long enough.
  const __m256i is_due = _mm256_or_si256(at_least(first, 0xC0), _mm256_or_si256(at_least(second, 0xE0), at_least(third, 0xF0)));
  const __m256i continues = _mm256_andnot_si256(at_least(here, 0xC0), at_least(here, 0x80));
  __m256i wrong = _mm256_xor_si256(is_due, continues);
  // What begins none, and what is told of second bytes in `sequence_length`.
  wrong = _mm256_or_si256(wrong, _mm256_or_si256(at_least(here, 0xF5), equals(_mm256_or_si256(here, _mm256_set1_epi8(1)), 0xC1)));
  wrong = _mm256_or_si256(wrong, _mm256_andnot_si256(at_least(here, 0xA0), equals(first, 0xE0)));
  wrong = _mm256_or_si256(wrong, _mm256_and_si256(at_least(here, 0xA0), equals(first, 0xED)));
  wrong = _mm256_or_si256(wrong, _mm256_andnot_si256(at_least(here, 0x90), equals(first, 0xF0)));
  wrong = _mm256_or_si256(wrong, _mm256_and_si256(at_least(here, 0x90), equals(first, 0xF4)));
  return _mm256_movemask_epi8(wrong);
}

/// The ends are looked at in a copy that has zeros on its outer side, before which no sequence may be open.
__attribute__((target("avx2"))) static bool is_utf8_avx2(const uint8_t *text, size_t count) {
  uint8_t edge[3 + 32] = {0};
  const size_t first = count < 32 ? count : 32;
  memcpy(edge + 3, text, first);
  if (is_wrong(edge + 3)) return false;
  size_t at = first;
  for (; at + 32 <= count; at += 32)
    if (is_wrong(text + at)) return false;
  memset(edge, 0, sizeof edge);
  // Of a text of fewer bytes than three, zeros stand before the first.
  const size_t before = at < 3 ? at : 3;
  memcpy(edge + 3 - before, text + at - before, before + count - at);
  return !is_wrong(edge + 3);
}
#endif

bool byte_search_is_utf8(const uint8_t *text, size_t count) {
#if defined(__x86_64__)
  if (has_avx2()) return is_utf8_avx2(text, count);
#endif
  return is_utf8_plain(text, count);
}
