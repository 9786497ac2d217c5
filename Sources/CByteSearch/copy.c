#include "CByteSearch.h"

#include "places.h"

static size_t copy_plain(const uint8_t *text, size_t from, size_t end, uint8_t stop, uint8_t *copy) {
  while (from < end && text[from] != stop) *copy++ = text[from++];
  return from;
}

#if defined(__x86_64__)
/// Most of what is copied is a line of text, for which it takes two steps.
__attribute__((target("avx2,bmi"))) static size_t copy_avx2(
    const uint8_t *text, size_t count, size_t from, size_t end, uint8_t stop, uint8_t *copy) {
  const __m256i wanted = _mm256_set1_epi8((char)stop);
  for (; from < end && from + 32 <= count; from += 32, copy += 32) {
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + from));
    _mm256_storeu_si256((__m256i *)copy, bytes);
    uint32_t mask = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, wanted));
    if (!mask) continue;
    from += _tzcnt_u32(mask);
    return from < end ? from : end;
  }
  return from < end ? copy_plain(text, from, end, stop, copy) : end;
}
#endif

size_t byte_search_copy(const uint8_t *text, size_t count, size_t from, size_t end, uint8_t stop, uint8_t *copy) {
#if defined(__x86_64__)
  if (has_avx2()) return copy_avx2(text, count, from, end, stop, copy);
#endif
  return copy_plain(text, from, end, stop, copy);
}
