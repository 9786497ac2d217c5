#include "CByteSearch.h"

#include "places.h"

byte_search_form byte_search_widest_form(void) {
#if defined(__x86_64__)
  if (has_avx512()) return BYTE_SEARCH_AVX512;
  if (has_avx2()) return BYTE_SEARCH_AVX2;
#endif
  return BYTE_SEARCH_PLAIN;
}

/// The gram of four bytes, the first one lowest.
static inline uint32_t gram_of(const uint8_t *four) {
  return four[0] | (uint32_t)four[1] << 8 | (uint32_t)four[2] << 16 | (uint32_t)four[3] << 24;
}

/// The gram at `place`, of which the last byte may lie behind the end.
static inline uint32_t gram_at(const uint8_t *text, size_t length, size_t place) {
  if (place + 4 <= length) return gram_of(text + place);
  return text[place] | (uint32_t)text[place + 1] << 8 | (uint32_t)text[place + 2] << 16;
}

static size_t grams_plain(
    const uint8_t *text, size_t from, size_t count, size_t length, const uint8_t *rows, uint32_t *places, size_t found) {
  for (size_t i = from; i < count && i + 3 <= length; i += 2) {
    uint32_t gram = gram_at(text, length, i);
    places[found] = (uint32_t)i;
    found += rows[byte_search_gram_row(gram)] >> byte_search_gram_bit(gram) & 1;
  }
  return found;
}

#if defined(__x86_64__)

/// Sixteen entries of `rows`. Only the look-ups are single.
__attribute__((target("avx2"))) static inline __m128i looked_up(const uint8_t *rows, const uint16_t *numbers) {
  const uint16_t *n = numbers;
  return _mm_setr_epi8(
      (char)rows[n[0]], (char)rows[n[1]], (char)rows[n[2]], (char)rows[n[3]], (char)rows[n[4]], (char)rows[n[5]],
      (char)rows[n[6]], (char)rows[n[7]], (char)rows[n[8]], (char)rows[n[9]], (char)rows[n[10]], (char)rows[n[11]],
      (char)rows[n[12]], (char)rows[n[13]], (char)rows[n[14]], (char)rows[n[15]]);
}

/// Bit `n` for each of the bytes, where `n` is the number in its lowest three bits.
__attribute__((target("avx2"))) static inline __m256i single_bits(__m256i numbers) {
  const __m256i bits = _mm256_setr_epi8(
      1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  return _mm256_shuffle_epi8(bits, numbers);
}

/// What `byte_search_gram_row` does for sixteen grams, whose first two and last two bytes are given.
__attribute__((target("avx2"))) static inline __m256i rows_avx2(__m256i first, __m256i last) {
  const __m256i third = _mm256_and_si256(last, _mm256_set1_epi16(0x1F));
  const __m256i second = _mm256_and_si256(first, _mm256_set1_epi16(0x1F00));
  const __m256i fourth = _mm256_or_si256(
      _mm256_and_si256(_mm256_srli_epi16(last, 3), _mm256_set1_epi16(0xE0)),
      _mm256_and_si256(_mm256_slli_epi16(last, 1), _mm256_set1_epi16(0x2000)));
  const __m256i letter = _mm256_and_si256(_mm256_slli_epi16(last, 8), _mm256_set1_epi16(0x4000));
  return _mm256_or_si256(_mm256_or_si256(third, second), _mm256_or_si256(fourth, letter));
}

/// What `byte_search_gram_bit` does for sixteen grams.
__attribute__((target("avx2"))) static inline __m256i bits_avx2(__m256i first) {
  return _mm256_or_si256(
      _mm256_and_si256(_mm256_srli_epi16(first, 1), _mm256_set1_epi16(3)),
      _mm256_and_si256(_mm256_srli_epi16(first, 2), _mm256_set1_epi16(4)));
}

/// Which of the grams at the 32 even places from `text` on are in the table, a bit for each.
__attribute__((target("avx2"))) static inline __m256i hits_avx2(const uint8_t *text, const uint8_t *rows, __m256i *bits) {
  const __m256i first = _mm256_loadu_si256((const __m256i *)text), next = _mm256_loadu_si256((const __m256i *)(text + 32));
  uint16_t numbers[32] __attribute__((aligned(32)));
  _mm256_store_si256((__m256i *)numbers, rows_avx2(first, _mm256_loadu_si256((const __m256i *)(text + 2))));
  _mm256_store_si256((__m256i *)(numbers + 16), rows_avx2(next, _mm256_loadu_si256((const __m256i *)(text + 34))));
  const __m256i packed = _mm256_packus_epi16(bits_avx2(first), bits_avx2(next));
  *bits = single_bits(_mm256_permute4x64_epi64(packed, 0xD8));
  return _mm256_set_m128i(looked_up(rows, numbers + 16), looked_up(rows, numbers));
}

__attribute__((target("avx2,bmi,popcnt"))) static size_t grams_avx2(
    const uint8_t *text, size_t count, size_t length, const uint8_t *rows, uint32_t *places) {
  size_t found = 0;
  size_t i = 0;
  for (; i + 64 <= count && i + 66 <= length; i += 64) {
    __m256i bits;
    const __m256i hits = hits_avx2(text + i, rows, &bits);
    const __m256i held = _mm256_cmpeq_epi8(_mm256_and_si256(hits, bits), bits);
    found = write_places((uint32_t)_mm256_movemask_epi8(held), i, 2, places, found);
  }
  return grams_plain(text, i, count, length, rows, places, found);
}

/// Writes sixteen places, counted from `base`, that are given as bytes.
__attribute__((target(AVX512))) static inline void write_sixteen(__m128i offsets, size_t base, uint32_t *places) {
  _mm512_storeu_si512(places, _mm512_add_epi32(_mm512_cvtepu8_epi32(offsets), _mm512_set1_epi32((int)base)));
}

__attribute__((target(AVX512))) static size_t grams_avx512(
    const uint8_t *text, size_t count, size_t length, const uint8_t *rows, uint32_t *places) {
  const __m256i even = _mm256_setr_epi8(
      0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62);
  size_t found = 0;
  size_t i = 0;
  for (; i + 64 <= count && i + 66 <= length; i += 64) {
    __m256i bits;
    const __m256i hits = hits_avx2(text + i, rows, &bits);
    const __mmask32 mask = _mm256_test_epi8_mask(hits, bits);
    const __m256i offsets = _mm256_maskz_compress_epi8(mask, even);
    const size_t number = (size_t)__builtin_popcount(mask);
    write_sixteen(_mm256_castsi256_si128(offsets), i, places + found);
    if (__builtin_expect(number > 16, 0)) write_sixteen(_mm256_extracti128_si256(offsets, 1), i, places + found + 16);
    found += number;
  }
  return grams_plain(text, i, count, length, rows, places, found);
}
#endif

size_t byte_search_grams(
    byte_search_form form, const uint8_t *text, size_t count, size_t length, const uint8_t *rows, uint32_t *places) {
#if defined(__x86_64__)
  if (form == BYTE_SEARCH_AVX512) return grams_avx512(text, count, length, rows, places);
  if (form == BYTE_SEARCH_AVX2) return grams_avx2(text, count, length, rows, places);
#endif
  return grams_plain(text, 0, count, length, rows, places, 0);
}

// MARK: Sifting

/// 1 when `key` may be that of a gram, else 0.
static inline uint32_t may_hold(const uint32_t *sieve, uint32_t key) {
  uint32_t bit = byte_search_gram_hash(key) >> (32 - BYTE_SEARCH_SIEVE_BITS);
  return sieve[bit >> 5] >> (bit & 31) & 1;
}

static size_t sift_plain(
    const uint8_t *text, size_t length, uint32_t *places, size_t from, size_t count, const uint32_t *sieve, size_t kept) {
  for (size_t i = from; i < count; i++) {
    uint32_t place = places[i], gram = gram_at(text, length, place), kinds = 0;
    for (uint32_t kind = 0; kind < BYTE_SEARCH_GRAM_KINDS; kind++)
      kinds |= may_hold(sieve, byte_search_gram_key(gram, kind)) << kind;
    // Written whether it is one or not, which is faster than to ask.
    places[kept] = place | kinds << BYTE_SEARCH_KINDS_SHIFT;
    kept += kinds != 0;
  }
  return kept;
}

#if defined(__x86_64__)
/// Which of sixteen keys may be that of a gram.
__attribute__((target(AVX512))) static inline __mmask16 held_avx512(const uint32_t *sieve, __m512i keys) {
  const __m512i hashes = _mm512_mullo_epi32(keys, _mm512_set1_epi32((int)BYTE_SEARCH_GRAM_FACTOR));
  uint32_t words[16] __attribute__((aligned(64)));
  _mm512_store_si512(words, _mm512_srli_epi32(hashes, 32 - BYTE_SEARCH_SIEVE_BITS + 5));
  const uint32_t *s = sieve, *w = words;
  const __m512i held = _mm512_setr_epi32(
      (int)s[w[0]], (int)s[w[1]], (int)s[w[2]], (int)s[w[3]], (int)s[w[4]], (int)s[w[5]], (int)s[w[6]], (int)s[w[7]],
      (int)s[w[8]], (int)s[w[9]], (int)s[w[10]], (int)s[w[11]], (int)s[w[12]], (int)s[w[13]], (int)s[w[14]], (int)s[w[15]]);
  const __m512i bit = _mm512_rolv_epi32(_mm512_set1_epi32(1), _mm512_srli_epi32(hashes, 32 - BYTE_SEARCH_SIEVE_BITS));
  return _mm512_test_epi32_mask(held, bit);
}

/// The grams at sixteen places.
__attribute__((target(AVX512))) static inline __m512i grams_at(const uint8_t *text, const uint32_t *places) {
  uint32_t g[16];
  for (size_t k = 0; k < 16; k++) __builtin_memcpy(&g[k], text + places[k], 4);
  return _mm512_setr_epi32(
      (int)g[0], (int)g[1], (int)g[2], (int)g[3], (int)g[4], (int)g[5], (int)g[6], (int)g[7], (int)g[8], (int)g[9],
      (int)g[10], (int)g[11], (int)g[12], (int)g[13], (int)g[14], (int)g[15]);
}

__attribute__((target(AVX512))) static size_t sift_avx512(
    const uint8_t *text, size_t length, uint32_t *places, size_t count, const uint32_t *sieve) {
  size_t kept = 0;
  size_t i = 0;
  for (; i + 16 <= count && places[i + 15] + 4 <= length; i += 16) {
    const __m512i folded = _mm512_or_si512(grams_at(text, places + i), _mm512_set1_epi8(0x20));
    __m512i kept_places = _mm512_loadu_si512(places + i);
    __mmask16 any = 0;
    for (uint32_t kind = 0; kind < BYTE_SEARCH_GRAM_KINDS; kind++) {
      const __m512i keys = _mm512_and_si512(folded, _mm512_set1_epi32((int)byte_search_gram_mask(kind)));
      const __mmask16 held = held_avx512(sieve, keys);
      const __m512i mark = _mm512_set1_epi32((int)(1u << (BYTE_SEARCH_KINDS_SHIFT + kind)));
      kept_places = _mm512_mask_or_epi32(kept_places, held, kept_places, mark);
      any |= held;
    }
    _mm512_storeu_si512(places + kept, _mm512_maskz_compress_epi32(any, kept_places));
    kept += (size_t)__builtin_popcount(any);
  }
  return sift_plain(text, length, places, i, count, sieve, kept);
}
#endif

size_t byte_search_sift(
    byte_search_form form, const uint8_t *text, size_t length, uint32_t *places, size_t count, const uint32_t *sieve) {
#if defined(__x86_64__)
  if (form == BYTE_SEARCH_AVX512) return sift_avx512(text, length, places, count, sieve);
#endif
  return sift_plain(text, length, places, 0, count, sieve, 0);
}
