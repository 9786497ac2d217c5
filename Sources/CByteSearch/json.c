#include "CByteSearch.h"

#include <stdbool.h>
#include <string.h>

#include "places.h"

// MARK: Strings

/// The `"` that ends the string whose text begins at a place, or the end of everything, and what was met on the way.
typedef struct {
  size_t end;
  bool has_backslash, is_beyond_ascii;
} string;

/// Whether an odd number of backslashes stands before `at`, not looking before `from`.
static bool is_escaped(const uint8_t *text, size_t from, size_t at) {
  size_t first = at;
  while (first > from && text[first - 1] == '\\') first--;
  return (at - first) & 1;
}

/// Goes on with `found`, of a string that begins at `from`, at its end.
static string string_plain(const uint8_t *text, size_t from, size_t count, string found) {
  for (; found.end < count; found.end++) {
    const uint8_t byte = text[found.end];
    if (byte == '"' && !is_escaped(text, from, found.end)) break;
    if (byte == '\\') found.has_backslash = true;
    if (byte >= 128) found.is_beyond_ascii = true;
  }
  return found;
}

#if defined(__x86_64__)
__attribute__((target("avx2,bmi"))) static string string_avx2(const uint8_t *text, size_t from, size_t count) {
  const __m256i quote = _mm256_set1_epi8('"'), backslash = _mm256_set1_epi8('\\');
  string found = {from, false, false};
  uint32_t beyond = 0, backslashes = 0;
  for (; found.end + 32 <= count; found.end += 32) {
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + found.end));
    uint32_t quotes = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, quote));
    const uint32_t escapes = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, backslash));
    const uint32_t high = (uint32_t)_mm256_movemask_epi8(bytes);
    for (; quotes; quotes &= quotes - 1) {
      const uint32_t place = _tzcnt_u32(quotes), before = (quotes & -quotes) - 1;
      if (is_escaped(text, from, found.end + place)) continue;
      found.end += place;
      found.has_backslash = backslashes | (escapes & before);
      found.is_beyond_ascii = beyond | (high & before);
      return found;
    }
    beyond |= high;
    backslashes |= escapes;
  }
  found.has_backslash = backslashes;
  found.is_beyond_ascii = beyond;
  return string_plain(text, from, count, found);
}
#endif

static string string_from(const uint8_t *text, size_t from, size_t count) {
#if defined(__x86_64__)
  if (has_avx2()) return string_avx2(text, from, count);
#endif
  return string_plain(text, from, count, (string){from, false, false});
}

// MARK: Space and scalars

static bool is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

/// The first byte from `at` on that is no space. Between two values there is nothing, one space, or a line feed and the next line's indentation.
static inline size_t skip_space(const uint8_t *text, size_t at, size_t count) {
  if (at < count && text[at] > ' ') return at;
  if (at + 1 < count && text[at] == ' ' && text[at + 1] > ' ') return at + 1;
#if defined(__x86_64__)
  for (; at + 16 <= count; at += 16) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(text + at));
    const __m128i blank = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
    const __m128i other = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')));
    const uint32_t rest = (uint32_t)_mm_movemask_epi8(_mm_or_si128(blank, other)) ^ 0xFFFF;
    if (rest) return at + (size_t)__builtin_ctz(rest);
  }
#endif
  while (at < count && is_space(text[at])) at++;
  return at;
}

static bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }
static bool is_letter(uint8_t byte) { return (byte | 32) >= 'a' && (byte | 32) <= 'z'; }
static bool is_scalar_byte(uint8_t byte) {
  return is_letter(byte) || is_digit(byte) || byte == '-' || byte == '+' || byte == '.';
}

static bool is_number(const uint8_t *text, size_t count) {
  for (size_t k = 0; k < count; k++)
    if (is_letter(text[k]) && (text[k] | 32) != 'e') return false;
  return true;
}

static bool is_word(const uint8_t *text, size_t count, const char *word) { return strlen(word) == count && !memcmp(text, word, count); }

static bool is_scalar(const uint8_t *text, size_t count) {
  if (is_digit(text[0]) || (text[0] == '-' && count > 1 && is_digit(text[1]))) return is_number(text, count);
  return is_word(text, count, "true") || is_word(text, count, "false") || is_word(text, count, "null") || is_word(text, count, "NaN")
      || is_word(text, count, "Infinity") || is_word(text, count, "-Infinity");
}

enum { LONGEST_SCALAR = 4096 };

// MARK: Values

/// What a pass has in hand: a copy of what the caller knows, given to functions that become part of the pass, so that it stays in registers.
typedef struct {
  const uint8_t *text;
  size_t length, at;
  byte_search_node *nodes;
  size_t count, depth;
  uint32_t open;
  bool is_in_object, is_begun, is_beyond_ascii;
} pass;

#define PART __attribute__((always_inline)) static inline

/// What a part returns when there is more to read, and when that are the elements of a container.
enum { GO_ON = -1, BEGUN = -2 };

PART bool is_past_space(pass *p) {
  p->at = skip_space(p->text, p->at, p->length);
  return p->at < p->length;
}

PART void add(pass *p, byte_search_node node) {
  p->nodes[p->count] = node;
  p->count++;
}

/// While a container is open, its `next` is the one around it.
PART int open_container(pass *p, bool is_object) {
  const uint32_t number = (uint32_t)p->count;
  const uint8_t kind = is_object ? BYTE_SEARCH_OBJECT : BYTE_SEARCH_ARRAY;
  add(p, (byte_search_node){kind, 0, 0, (uint32_t)p->at, (uint32_t)p->at + 1, p->open});
  p->open = number;
  p->depth++;
  p->is_in_object = is_object;
  p->at++;
  return BEGUN;
}

PART void close_container(pass *p) {
  byte_search_node *node = p->nodes + p->open;
  p->at++;
  p->open = node->next;
  node->end = (uint32_t)p->at;
  node->next = (uint32_t)p->count;
  p->depth--;
  p->is_in_object = p->depth && p->nodes[p->open].kind == BYTE_SEARCH_OBJECT;
}

PART bool is_at_end(const pass *p) { return p->text[p->at] == (p->is_in_object ? '}' : ']'); }

PART int read_string(pass *p, uint8_t kind) {
  const size_t start = p->at + 1;
  const string found = string_from(p->text, start, p->length);
  p->at = start;
  if (found.end == p->length) return BYTE_SEARCH_JSON_TRUNCATED;
  const uint32_t next = (uint32_t)p->count + 1;
  add(p, (byte_search_node){kind, found.has_backslash, found.is_beyond_ascii, (uint32_t)start, (uint32_t)found.end, next});
  p->is_beyond_ascii |= found.is_beyond_ascii;
  p->at = found.end + 1;
  return GO_ON;
}

/// Reads a key and the colon behind it.
PART int read_key(pass *p) {
  if (p->text[p->at] != '"') return BYTE_SEARCH_JSON_UNEXPECTED;
  const int result = read_string(p, BYTE_SEARCH_KEY);
  if (result != GO_ON) return result;
  if (!is_past_space(p)) return BYTE_SEARCH_JSON_TRUNCATED;
  if (p->text[p->at] != ':') return BYTE_SEARCH_JSON_UNEXPECTED;
  p->at++;
  return is_past_space(p) ? GO_ON : BYTE_SEARCH_JSON_TRUNCATED;
}

/// Where the scalar that begins at `at` ends, or `at`.
static size_t scalar_end(const uint8_t *text, size_t at, size_t length) {
  size_t end = at;
  while (end < length && is_scalar_byte(text[end])) end++;
  return end > at && end - at <= LONGEST_SCALAR && is_scalar(text + at, end - at) ? end : at;
}

PART int read_scalar(pass *p) {
  const size_t start = p->at;
  p->at = scalar_end(p->text, start, p->length);
  if (p->at == start) return BYTE_SEARCH_JSON_UNEXPECTED;
  const uint32_t next = (uint32_t)p->count + 1;
  const bool is_kept = p->is_in_object || !p->depth;
  if (is_kept) add(p, (byte_search_node){BYTE_SEARCH_SCALAR, 0, 0, (uint32_t)start, (uint32_t)p->at, next});
  return GO_ON;
}

/// Reads an element, which in an object is a key and a value. Of a container only the beginning is read.
PART int read_element(pass *p, size_t depth_limit) {
  const int result = p->is_in_object ? read_key(p) : GO_ON;
  if (result != GO_ON) return result;
  const uint8_t byte = p->text[p->at];
  if (byte == '"') return read_string(p, BYTE_SEARCH_STRING);
  if (byte != '{' && byte != '[') return read_scalar(p);
  return p->depth == depth_limit ? (int)BYTE_SEARCH_JSON_TOO_DEEP : open_container(p, byte == '{');
}

/// Reads what may stand between two elements: the ends of containers, and a comma.
PART int read_separators(pass *p) {
  while (p->depth) {
    if (!is_past_space(p)) return BYTE_SEARCH_JSON_TRUNCATED;
    if (p->text[p->at] == ',') {
      p->at++;
      return GO_ON;
    }
    if (!is_at_end(p)) return BYTE_SEARCH_JSON_UNEXPECTED;
    close_container(p);
  }
  return is_past_space(p) ? BYTE_SEARCH_JSON_TRAILING : BYTE_SEARCH_JSON_DONE;
}

/// Reads elements as long as there is room for a key and a value.
PART byte_search_json_result read_elements(pass *p, size_t room, size_t depth_limit) {
  while (p->count + 2 <= room) {
    if (!is_past_space(p)) return BYTE_SEARCH_JSON_TRUNCATED;
    int result = GO_ON;
    if (p->is_begun && is_at_end(p)) {
      close_container(p);
    } else {
      result = read_element(p, depth_limit);
    }
    p->is_begun = result == BEGUN;
    if (result == GO_ON) result = read_separators(p);
    if (result >= 0) return (byte_search_json_result)result;
  }
  return BYTE_SEARCH_JSON_FULL;
}

byte_search_json_result byte_search_json(byte_search_json_scan *scan) {
  pass p = {
      scan->text, scan->length, scan->position, scan->nodes, scan->count,
      scan->depth, scan->open, scan->is_in_object, scan->is_begun, scan->is_beyond_ascii};
  const byte_search_json_result result = read_elements(&p, scan->room, scan->depth_limit);
  scan->position = p.at;
  scan->count = p.count;
  scan->depth = p.depth;
  scan->open = p.open;
  scan->is_in_object = p.is_in_object;
  scan->is_begun = p.is_begun;
  scan->is_beyond_ascii = p.is_beyond_ascii;
  return result;
}
