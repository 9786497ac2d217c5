#include "CByteSearch.h"

#include "places.h"

static size_t controls_plain(const uint8_t *text, size_t count) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) found += text[i] < 32 && (uint8_t)(text[i] - 7) > 6 && text[i] != 27;
  return found;
}

#if defined(__x86_64__)
__attribute__((target("avx2,popcnt"))) static size_t controls_avx2(const uint8_t *text, size_t count) {
  const __m256i last = _mm256_set1_epi8(31), escape = _mm256_set1_epi8(27), first_usual = _mm256_set1_epi8(7);
  const __m256i usual_count = _mm256_set1_epi8(6);
  size_t found = 0, i = 0;
  for (; i + 32 <= count; i += 32) {
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + i));
    const __m256i control = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, last), bytes);
    const __m256i moved = _mm256_sub_epi8(bytes, first_usual);
    const __m256i usual = _mm256_cmpeq_epi8(_mm256_min_epu8(moved, usual_count), moved);
    const __m256i text_like = _mm256_or_si256(usual, _mm256_cmpeq_epi8(bytes, escape));
    found += (size_t)__builtin_popcount((uint32_t)_mm256_movemask_epi8(_mm256_andnot_si256(text_like, control)));
  }
  return found + controls_plain(text + i, count - i);
}
#endif

size_t byte_search_controls(const uint8_t *text, size_t count) {
#if defined(__x86_64__)
  if (has_avx2()) return controls_avx2(text, count);
#endif
  return controls_plain(text, count);
}
