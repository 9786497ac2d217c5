#include "CByteSearch.h"

#include "places.h"

static size_t any_plain(const uint8_t *text, size_t from, size_t end, const uint8_t *set) {
  while (from < end && !(text[from] < 128 && (set[text[from] & 15] >> (text[from] >> 4) & 1))) from++;
  return from;
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi"))) static size_t any_avx2(const uint8_t *text, size_t from, size_t end, const uint8_t *set) {
  for (; from + 32 <= end; from += 32) {
    uint32_t mask = (uint32_t)_mm256_movemask_epi8(allowed_avx2(_mm256_loadu_si256((const __m256i *)(text + from)), set));
    if (mask) return from + _tzcnt_u32(mask);
  }
  return any_plain(text, from, end, set);
}
#endif

size_t byte_search_any(const uint8_t *text, size_t from, size_t end, const byte_search_set *set) {
#if defined(__x86_64__)
  if (has_avx2()) return any_avx2(text, from, end, set->allowed);
#endif
  return any_plain(text, from, end, set->allowed);
}
