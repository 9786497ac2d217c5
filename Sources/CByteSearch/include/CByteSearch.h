#ifndef CBYTESEARCH_H
#define CBYTESEARCH_H

#include <stddef.h>
#include <stdint.h>

// The loops that every byte of every text goes through. They are in C because they need vector instructions that Swift cannot choose
// while the program runs. They find candidates, which the caller looks at again, and have a plain form for processors without AVX2.

/// Entries of the table that `byte_search_grams` reads.
#define BYTE_SEARCH_GRAMS 131072

/// Candidates are written in groups: room for this many more than are counted must be there.
#define BYTE_SEARCH_SLACK 8

/// The entry of three bytes, the first one lowest, for `byte_search_grams`. Letters count the same in either case; some other bytes share an entry.
static inline uint32_t byte_search_gram(uint32_t three) {
  return (three & 31) + (three >> 8 & 0x5F) * 32 + (three >> 16 & 31) * 4096;
}

/// Writes to `places` every offset in `text` where three bytes begin whose entry in `table` is 1; the others are 0. Returns how many.
/// `places` has room for `count + BYTE_SEARCH_SLACK`.
size_t byte_search_grams(const uint8_t *text, size_t count, const uint8_t *table, uint32_t *places);

/// A byte to test at some distance from a pivot.
typedef struct {
  int32_t offset;
  /// Bit `byte >> 4` of entry `byte & 15` is set for each allowed byte below 128.
  uint8_t allowed[16];
} byte_search_probe;

/// Writes to `places` every place in `from ..< to` of `text` where `pivot` stands with an allowed byte at each of `probes`, counted from `from`.
/// Returns how many. `places` has room for `to - from + BYTE_SEARCH_SLACK`.
size_t byte_search_pivots(
    const uint8_t *text, size_t count, size_t from, size_t to, uint8_t pivot, const byte_search_probe *probes,
    size_t probe_count, uint32_t *places);

/// Bytes from one group of eight that `byte_search_digits` looks at to the next.
#define BYTE_SEARCH_DIGITS_STEP 32

/// The first of `from`, `from + BYTE_SEARCH_DIGITS_STEP` and so on where eight bytes before `end` are digits of base64 in either alphabet;
/// `end` when there is none.
size_t byte_search_digits(const uint8_t *text, size_t from, size_t end);

/// The first of `from`, `from + 16` and so on where sixteen bytes before `end` are digits of base64 in either alphabet; `end` when there is none.
size_t byte_search_digit_block(const uint8_t *text, size_t from, size_t end);

/// The first byte of `from ..< end` that is neither a digit of base64 in its standard alphabet nor padding, or `end`.
size_t byte_search_base64(const uint8_t *text, size_t from, size_t end);

/// How many bytes are control characters other than bell, backspace, tab, line feed, vertical tab, form feed, carriage return and escape.
size_t byte_search_controls(const uint8_t *text, size_t count);

/// The first byte of `from ..< end` that begins no valid sequence of UTF-8, or `end`.
size_t byte_search_invalid_utf8(const uint8_t *text, size_t from, size_t end);

/// The first `"` of `from ..< end` before which an even number of backslashes stands, or `end`: where a JSON string that begins at `from` ends.
size_t byte_search_closing_quote(const uint8_t *text, size_t from, size_t end);

/// The first `'` or `"` of `from ..< end` right behind an ASCII letter, a digit, `.`, `_` or `-`, or `end`.
size_t byte_search_quote_behind_letter(const uint8_t *text, size_t from, size_t end);

#endif
