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

__attribute__((target("avx2,bmi,popcnt"))) static size_t pivots_avx2(const search *s) {
  size_t before, after;
  reach(s, &before, &after);
  size_t i = before > s->to ? s->to : before > s->from ? before : s->from;
  size_t found = pivots_plain(s, s->from, i, 0);
  const __m256i wanted = _mm256_set1_epi8((char)s->pivot);
  for (; i + 32 <= s->to && i + 32 + after <= s->count; i += 32) {
    const uint8_t *text = s->text + i;
    __m256i hits = _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)text), wanted);
    for (size_t k = 0; k < s->probe_count; k++)
      hits = _mm256_and_si256(hits, allowed_avx2(_mm256_loadu_si256((const __m256i *)(text + s->probes[k].offset)), s->probes[k].allowed));
    const uint32_t mask = (uint32_t)_mm256_movemask_epi8(hits);
    if (mask) found = write_places(mask, i - s->from, s->places, found);
  }
  return pivots_plain(s, i, s->to, found);
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
