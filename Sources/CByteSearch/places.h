#ifndef PLACES_H
#define PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>

static inline bool has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"); }

/// What is used of AVX-512, and with it.
#define AVX512 "avx2,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi2,bmi,popcnt"

static inline bool has_avx512(void) {
  return __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("bmi");
}

/// Writes `base` and `step` times the number of each set bit of `mask`; returns how many places there are then.
/// Four are written whether there are so many or not, which is faster than to ask: hence the slack.
__attribute__((target("bmi,popcnt"))) static inline size_t write_places(
    uint64_t mask, size_t base, size_t step, uint32_t *places, size_t found) {
  size_t end = found + (size_t)__builtin_popcountll(mask);
  do {
    for (size_t k = 0; k < 4; k++) {
      // The count of zero bits of an empty mask is 64 with this instruction: such places are overwritten or not read.
      places[found + k] = (uint32_t)(base + step * _tzcnt_u64(mask));
      mask &= mask - 1;
    }
    found += 4;
  } while (found < end);
  return end;
}

/// All bits where a byte of `bytes` is allowed, none elsewhere. `allowed` is looked up by the low half of a byte, the bit in it by the high half.
__attribute__((target("avx2"))) static inline __m256i allowed_avx2(__m256i bytes, const uint8_t *allowed) {
  // Bytes beyond ASCII have an empty row, in which no bit is allowed.
  const __m256i bits = _mm256_setr_epi8(
      1, 2, 4, 8, 16, 32, 64, -128, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 8, 16, 32, 64, -128, 1, 1, 1, 1, 1, 1, 1, 1);
  __m256i table = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)allowed));
  __m256i row = _mm256_shuffle_epi8(table, bytes);
  __m256i bit = _mm256_shuffle_epi8(bits, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F)));
  return _mm256_cmpeq_epi8(_mm256_and_si256(row, bit), bit);
}

/// The same for 64 bytes, a bit for each.
__attribute__((target(AVX512))) static inline __mmask64 allowed_avx512(__m512i bytes, const uint8_t *allowed) {
  const __m512i bits = _mm512_broadcast_i32x4(_mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0));
  const __m512i table = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)allowed));
  const __m512i high = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(0x0F));
  return _mm512_test_epi8_mask(_mm512_shuffle_epi8(table, bytes), _mm512_shuffle_epi8(bits, high));
}
#endif

#endif
