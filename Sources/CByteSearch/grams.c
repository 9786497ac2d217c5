#include "CByteSearch.h"

#include "places.h"

static size_t grams_plain(const uint8_t *text, size_t from, size_t count, const uint8_t *table, uint32_t *places, size_t found) {
  for (size_t i = from; i + 2 < count; i++) {
    uint32_t three = text[i] | (uint32_t)text[i + 1] << 8 | (uint32_t)text[i + 2] << 16;
    places[found] = (uint32_t)i;
    found += table[byte_search_gram(three)];
  }
  return found;
}

#if defined(__x86_64__)

/// Eight entries at a time are computed side by side; only the look-ups are single.
__attribute__((target("avx2,bmi,popcnt"))) static size_t grams_avx2(
    const uint8_t *text, size_t count, const uint8_t *table, uint32_t *places) {
  // Four bytes for each of eight neighbouring places: the three from there on, and nothing.
  const __m256i spread = _mm256_setr_epi8(
      0, 1, 2, -1, 1, 2, 3, -1, 2, 3, 4, -1, 3, 4, 5, -1, 4, 5, 6, -1, 5, 6, 7, -1, 6, 7, 8, -1, 7, 8, 9, -1);
  // What `byte_search_gram` does: bits that count, the first two bytes together, and the third on top.
  const __m256i bits = _mm256_set1_epi32(0x001F5F1F);
  const __m256i pair = _mm256_set1_epi32(0x00012001);
  const __m256i sum = _mm256_set1_epi32(0x10000001);
  size_t found = 0;
  size_t i = 0;
  for (; i + 72 <= count; i += 64) {
    uint8_t hits[64] __attribute__((aligned(32)));
    for (size_t group = 0; group < 64; group += 8) {
      __m256i bytes = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(text + i + group)));
      bytes = _mm256_maddubs_epi16(_mm256_and_si256(_mm256_shuffle_epi8(bytes, spread), bits), pair);
      uint32_t entries[8] __attribute__((aligned(32)));
      _mm256_store_si256((__m256i *)entries, _mm256_madd_epi16(bytes, sum));
      for (size_t k = 0; k < 8; k++) hits[group + k] = table[entries[k]];
    }
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
