#include "CByteSearch.h"

#include "places.h"

static size_t grams_plain(const uint8_t *text, size_t from, size_t count, const uint8_t *table, uint32_t *places, size_t found) {
  for (size_t i = from; i + 2 < count; i++) {
    uint32_t three = text[i] | (uint32_t)text[i + 1] << 8 | (uint32_t)text[i + 2] << 16;
    places[found] = (uint32_t)i;
    found += table[byte_search_gram(three)] & 1;
  }
  return found;
}

#if defined(__x86_64__)

/// Writes the entries of 32 neighbouring places, what `byte_search_gram` does, side by side; only the look-ups are single.
__attribute__((target("avx2"))) static inline void write_entries(const uint8_t *text, uint16_t *entries) {
  const __m256i five = _mm256_set1_epi8(31);
  const __m256i a = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)text), five);
  const __m256i b = _mm256_loadu_si256((const __m256i *)(text + 1));
  const __m256i c = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(text + 2)), five);
  const __m256i six = _mm256_or_si256(_mm256_and_si256(b, five), _mm256_and_si256(_mm256_srli_epi16(b, 1), _mm256_set1_epi8(32)));
  // The lower and the upper byte of each entry: five and three bits, three and five.
  const __m256i low = _mm256_or_si256(a, _mm256_and_si256(_mm256_slli_epi16(six, 5), _mm256_set1_epi8((char)0xE0)));
  const __m256i high = _mm256_or_si256(
      _mm256_and_si256(_mm256_srli_epi16(six, 3), _mm256_set1_epi8(7)), _mm256_slli_epi16(c, 3));
  // Places 0 to 7 and 16 to 23, and the others.
  const __m256i even = _mm256_unpacklo_epi8(low, high), odd = _mm256_unpackhi_epi8(low, high);
  _mm256_store_si256((__m256i *)entries, _mm256_permute2x128_si256(even, odd, 0x20));
  _mm256_store_si256((__m256i *)(entries + 16), _mm256_permute2x128_si256(even, odd, 0x31));
}

__attribute__((target("avx2,bmi,popcnt"))) static size_t grams_avx2(
    const uint8_t *text, size_t count, const uint8_t *table, uint32_t *places) {
  size_t found = 0;
  size_t i = 0;
  for (; i + 66 <= count; i += 64) {
    uint16_t entries[64] __attribute__((aligned(32)));
    write_entries(text + i, entries);
    write_entries(text + i + 32, entries + 32);
    uint8_t hits[64] __attribute__((aligned(32)));
    for (size_t k = 0; k < 64; k++) hits[k] = table[entries[k]];
    uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(_mm256_load_si256((const __m256i *)hits), 7));
    uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(_mm256_load_si256((const __m256i *)(hits + 32)), 7));
    found = write_places(low | (uint64_t)high << 32, i, places, found);
  }
  return grams_plain(text, i, count, table, places, found);
}
#endif

size_t byte_search_grams(const uint8_t *text, size_t count, const uint8_t *table, uint32_t *places) {
#if defined(__x86_64__)
  if (has_avx2()) return grams_avx2(text, count, table, places);
#endif
  return grams_plain(text, 0, count, table, places, 0);
}
