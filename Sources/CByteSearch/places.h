#ifndef PLACES_H
#define PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>

static inline bool has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"); }

/// Writes `base` and the number of each set bit of `mask`; returns how many places there are then.
/// Four are written whether there are so many or not, which is faster than to ask: hence the slack.
__attribute__((target("bmi,popcnt"))) static inline size_t write_places(
    uint64_t mask, size_t base, uint32_t *places, size_t found) {
  size_t end = found + (size_t)__builtin_popcountll(mask);
  do {
    for (size_t k = 0; k < 4; k++) {
      // The count of zero bits of an empty mask is 64 with this instruction: such places are overwritten or not read.
      places[found + k] = (uint32_t)(base + _tzcnt_u64(mask));
      mask &= mask - 1;
    }
    found += 4;
  } while (found < end);
  return end;
}
#endif

#endif
