#include "CByteSearch.h"

#include <stdbool.h>

#include "places.h"

static bool is_allowed(const byte_search_probe *probe, uint8_t byte) {
  return byte < 128 && (probe->allowed[byte & 15] >> (byte >> 4) & 1);
}

/// What is searched: the places `from ..< to` of a text, whose other bytes are seen too.
typedef struct {
  const uint8_t *text;
  size_t count, from, to;
  uint8_t pivot;
  const byte_search_probe *probes;
  size_t probe_count;
  uint32_t *places;
} search;

static bool passes(const search *s, size_t place) {
  for (size_t k = 0; k < s->probe_count; k++) {
    ptrdiff_t at = (ptrdiff_t)place + s->probes[k].offset;
    if (at < 0 || at >= (ptrdiff_t)s->count || !is_allowed(&s->probes[k], s->text[at])) return false;
  }
  return true;
}

static size_t pivots_plain(const search *s, size_t from, size_t to, size_t found) {
  for (size_t i = from; i < to; i++)
    if (s->text[i] == s->pivot && passes(s, i)) s->places[found++] = (uint32_t)(i - s->from);
  return found;
}

#if defined(__x86_64__)
/// How far the probes look to either side of a pivot.
static void reach(const search *s, size_t *before, size_t *after) {
  *before = *after = 0;
  for (size_t k = 0; k < s->probe_count; k++) {
    int32_t offset = s->probes[k].offset;
    if (offset < 0 && (size_t)-offset > *before) *before = (size_t)-offset;
    if (offset > 0 && (size_t)offset > *after) *after = (size_t)offset;
  }
}

/// Those of `hits`, places from `text` on, that pass the probes `from ..< to`.
__attribute__((target("avx2"))) static inline __m256i probed(
    __m256i hits, const uint8_t *text, const byte_search_probe *probes, size_t from, size_t to) {
  for (size_t k = from; k < to; k++) {
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + probes[k].offset));
    hits = _mm256_and_si256(hits, allowed_avx2(bytes, probes[k].allowed));
  }
  return hits;
}

/// `probe_count` is that of `s`; where it is a constant, the loops over probes are unrolled.
__attribute__((target("avx2,bmi,popcnt"), always_inline)) static inline size_t pivots_probed(const search *s, size_t probe_count) {
  size_t before, after;
  reach(s, &before, &after);
  size_t i = before > s->to ? s->to : before > s->from ? before : s->from;
  size_t found = pivots_plain(s, s->from, i, 0);
  const __m256i wanted = _mm256_set1_epi8((char)s->pivot);
  // Two probes leave so few that the others are seldom needed.
  const size_t first = probe_count < 2 ? probe_count : 2;
  for (; i + 64 <= s->to && i + 64 + after <= s->count; i += 64) {
    const uint8_t *text = s->text + i;
    __m256i low = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)text), wanted);
    __m256i high = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(text + 32)), wanted);
    low = probed(low, text, s->probes, 0, first);
    high = probed(high, text + 32, s->probes, 0, first);
    const __m256i either = _mm256_or_si256(low, high);
    if (_mm256_testz_si256(either, either)) continue;
    low = probed(low, text, s->probes, first, probe_count);
    high = probed(high, text + 32, s->probes, first, probe_count);
    const uint64_t mask = (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
    if (mask) found = write_places(mask, i - s->from, 1, s->places, found);
  }
  return pivots_plain(s, i, s->to, found);
}

__attribute__((target("avx2,bmi,popcnt"))) static size_t pivots_avx2(const search *s) {
  return s->probe_count == 4 ? pivots_probed(s, 4) : pivots_probed(s, s->probe_count);
}
#endif

size_t byte_search_pivots(
    const uint8_t *text, size_t count, size_t from, size_t to, uint8_t pivot, const byte_search_probe *probes,
    size_t probe_count, uint32_t *places) {
  const search s = {text, count, from, to, pivot, probes, probe_count, places};
#if defined(__x86_64__)
  if (has_avx2()) return pivots_avx2(&s);
#endif
  return pivots_plain(&s, from, to, 0);
}
