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

/// What may come next.
enum { VALUE, VALUE_OR_END, KEY, KEY_OR_END, COMMA_OR_END, NOTHING };

static inline void add(byte_search_json_scan *scan, byte_search_node node) {
  scan->nodes[scan->count] = node;
  scan->count++;
}

static inline void add_string(byte_search_json_scan *scan, uint8_t kind, size_t start, string found) {
  const uint32_t next = (uint32_t)scan->count + 1;
  add(scan, (byte_search_node){kind, found.has_backslash, found.is_beyond_ascii, (uint32_t)start, (uint32_t)found.end, next});
}

static inline uint8_t behind_value(const byte_search_json_scan *scan) { return scan->depth ? COMMA_OR_END : NOTHING; }

/// While a container is open, its `next` is the one around it.
static void open_container(byte_search_json_scan *scan, uint8_t kind, size_t at) {
  const uint32_t number = (uint32_t)scan->count;
  add(scan, (byte_search_node){kind, 0, 0, (uint32_t)at, (uint32_t)at + 1, scan->open});
  scan->open = number;
  scan->depth++;
  scan->is_in_object = kind == BYTE_SEARCH_OBJECT;
  scan->expected = scan->is_in_object ? KEY_OR_END : VALUE_OR_END;
}

static void close_container(byte_search_json_scan *scan, size_t end) {
  byte_search_node *node = scan->nodes + scan->open;
  scan->open = node->next;
  node->end = (uint32_t)end;
  node->next = (uint32_t)scan->count;
  scan->depth--;
  scan->is_in_object = scan->depth && scan->nodes[scan->open].kind == BYTE_SEARCH_OBJECT;
  scan->expected = behind_value(scan);
}

/// Where the scalar that begins at `at` ends, or `at`.
static size_t scalar_end(const uint8_t *text, size_t at, size_t length) {
  size_t end = at;
  while (end < length && is_scalar_byte(text[end])) end++;
  return end > at && end - at <= LONGEST_SCALAR && is_scalar(text + at, end - at) ? end : at;
}

/// A step's result when it is not the last one.
enum { GO_ON = -1 };

static inline int stop(byte_search_json_scan *scan, size_t at, byte_search_json_result result) {
  scan->position = at;
  return (int)result;
}

static inline int go_on(byte_search_json_scan *scan, size_t at) {
  scan->position = at;
  return GO_ON;
}

/// Reads a comma, or the end of a container.
static inline int read_separator(byte_search_json_scan *scan, size_t at) {
  if (scan->text[at] == ',') {
    scan->expected = scan->is_in_object ? KEY : VALUE;
  } else if (scan->text[at] == (scan->is_in_object ? '}' : ']')) {
    close_container(scan, at + 1);
  } else {
    return stop(scan, at, BYTE_SEARCH_JSON_UNEXPECTED);
  }
  return go_on(scan, at + 1);
}

/// Reads a string, with the colon behind it where it is a key.
static inline int read_string(byte_search_json_scan *scan, size_t at, bool is_key) {
  const string found = string_from(scan->text, at + 1, scan->length);
  if (found.end == scan->length) return stop(scan, at + 1, BYTE_SEARCH_JSON_TRUNCATED);
  add_string(scan, is_key ? BYTE_SEARCH_KEY : BYTE_SEARCH_STRING, at + 1, found);
  scan->expected = is_key ? VALUE : behind_value(scan);
  if (!is_key) return go_on(scan, found.end + 1);
  const size_t colon = skip_space(scan->text, found.end + 1, scan->length);
  if (colon == scan->length) return stop(scan, colon, BYTE_SEARCH_JSON_TRUNCATED);
  return scan->text[colon] == ':' ? go_on(scan, colon + 1) : stop(scan, colon, BYTE_SEARCH_JSON_UNEXPECTED);
}

static inline int read_container(byte_search_json_scan *scan, size_t at) {
  if (scan->depth == scan->depth_limit) return stop(scan, at, BYTE_SEARCH_JSON_TOO_DEEP);
  open_container(scan, scan->text[at] == '{' ? BYTE_SEARCH_OBJECT : BYTE_SEARCH_ARRAY, at);
  return go_on(scan, at + 1);
}

static inline int read_scalar(byte_search_json_scan *scan, size_t at, bool is_kept) {
  const size_t end = scalar_end(scan->text, at, scan->length);
  if (end == at) return stop(scan, at, BYTE_SEARCH_JSON_UNEXPECTED);
  const uint32_t next = (uint32_t)scan->count + 1;
  if (is_kept) add(scan, (byte_search_node){BYTE_SEARCH_SCALAR, 0, 0, (uint32_t)at, (uint32_t)end, next});
  scan->expected = behind_value(scan);
  return go_on(scan, end);
}

/// Reads a value or a key, or the end of an empty container.
static inline int read_value(byte_search_json_scan *scan, size_t at) {
  const uint8_t byte = scan->text[at];
  if ((scan->expected == KEY_OR_END && byte == '}') || (scan->expected == VALUE_OR_END && byte == ']')) {
    close_container(scan, at + 1);
    return go_on(scan, at + 1);
  }
  const bool is_key = scan->expected == KEY || scan->expected == KEY_OR_END;
  if (is_key && byte != '"') return stop(scan, at, BYTE_SEARCH_JSON_UNEXPECTED);
  const bool is_scalar = byte != '"' && byte != '{' && byte != '[';
  const bool is_kept = !is_scalar || scan->is_in_object || !scan->depth;
  if (is_kept && scan->count == scan->room) return stop(scan, at, BYTE_SEARCH_JSON_FULL);
  if (byte == '"') return read_string(scan, at, is_key);
  return is_scalar ? read_scalar(scan, at, is_kept) : read_container(scan, at);
}

byte_search_json_result byte_search_json(byte_search_json_scan *scan) {
  for (;;) {
    const size_t at = skip_space(scan->text, scan->position, scan->length);
    const bool is_over = scan->expected == NOTHING;
    int result;
    if (at == scan->length) {
      result = stop(scan, at, is_over ? BYTE_SEARCH_JSON_DONE : BYTE_SEARCH_JSON_TRUNCATED);
    } else if (is_over) {
      result = stop(scan, at, BYTE_SEARCH_JSON_TRAILING);
    } else {
      result = scan->expected == COMMA_OR_END ? read_separator(scan, at) : read_value(scan, at);
    }
    if (result != GO_ON) return (byte_search_json_result)result;
  }
}
