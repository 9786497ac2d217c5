#include "CByteSearch.h"

#include "places.h"

/// The digits of base64 in its standard alphabet and padding; laid out as in `byte_search_probe`.
static const uint8_t pure[16] = {0xA8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF8, 0xF0, 0x54, 0x50, 0x58, 0x50, 0x54};

static size_t base64_plain(const uint8_t *text, size_t from, size_t end) {
  while (from < end && text[from] < 128 && (pure[text[from] & 15] >> (text[from] >> 4) & 1)) from++;
  return from;
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi"))) static size_t base64_avx2(const uint8_t *text, size_t from, size_t end) {
  for (; from + 64 <= end; from += 64) {
    __m256i first = allowed_avx2(_mm256_loadu_si256((const __m256i *)(text + from)), pure);
    __m256i second = allowed_avx2(_mm256_loadu_si256((const __m256i *)(text + from + 32)), pure);
    if (_mm256_movemask_epi8(_mm256_and_si256(first, second)) != -1) break;
  }
  return base64_plain(text, from, end);
}
#endif

size_t byte_search_base64(const uint8_t *text, size_t from, size_t end) {
#if defined(__x86_64__)
  if (has_avx2()) return base64_avx2(text, from, end);
#endif
  return base64_plain(text, from, end);
}
