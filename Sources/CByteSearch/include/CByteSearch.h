#ifndef CBYTESEARCH_H
#define CBYTESEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The loops that every byte of every text goes through. They are in C because they need vector instructions that Swift cannot choose
// while the program runs. They find candidates, which the caller looks at again, and have a plain form for processors without AVX2.

/// How a loop is written: for any processor, or for one with these instructions.
typedef enum { BYTE_SEARCH_PLAIN, BYTE_SEARCH_AVX2, BYTE_SEARCH_AVX512 } byte_search_form;

/// The widest form that this processor has.
byte_search_form byte_search_widest_form(void);

// MARK: Grams

/// Rows of the table that `byte_search_grams` reads, of eight bits each.
#define BYTE_SEARCH_ROWS 32768

/// Candidates are written in groups: room for this many more than are counted must be there.
#define BYTE_SEARCH_SLACK 32

/// The row of a gram, which is four neighbouring bytes, the first one lowest: a few bits of the second, third and fourth that tell most. Letters count
/// the same in either case; some other bytes share a row.
static inline uint32_t byte_search_gram_row(uint32_t gram) {
  return (gram >> 16 & 0x1F) | (gram & 0x1F00) | (gram >> 19 & 0xE0) | (gram >> 15 & 0x2000) | (gram >> 8 & 0x4000);
}

/// The bit of a gram in its row, which the first byte tells.
static inline uint32_t byte_search_gram_bit(uint32_t gram) { return (gram >> 1 & 3) | (gram >> 2 & 4); }

/// Writes to `places` every even offset below `count` in `text`, which has `length` bytes, where a gram begins whose bit is set in `rows`. What lies
/// behind the end counts as zero, but three bytes are always there. Returns how many; `places` has room for half of `count` and the slack.
size_t byte_search_grams(
    byte_search_form form, const uint8_t *text, size_t count, size_t length, const uint8_t *rows, uint32_t *places);

/// Kinds of grams: all four bytes count, or the last is any, or the first.
#define BYTE_SEARCH_GRAM_KINDS 3

/// The bytes of a gram that count.
static inline uint32_t byte_search_gram_mask(uint32_t kind) { return (kind == 0) ? 0xFFFFFFFF : (kind == 1) ? 0xFFFFFF : 0xFFFFFF00; }

/// What two grams of a kind have in common that are the same in any case.
static inline uint32_t byte_search_gram_key(uint32_t gram, uint32_t kind) {
  return (gram | 0x20202020) & byte_search_gram_mask(kind);
}

#define BYTE_SEARCH_GRAM_FACTOR 0x85EBCA6Bu
static inline uint32_t byte_search_gram_hash(uint32_t key) { return key * BYTE_SEARCH_GRAM_FACTOR; }

/// The sieve of `byte_search_sift` has a bit for this many of the highest bits of a hash, in words of 32.
#define BYTE_SEARCH_SIEVE_BITS 17

/// From this bit on a place that was sifted tells the kinds of grams that may be there.
#define BYTE_SEARCH_KINDS_SHIFT 29

/// Keeps those of `places`, as `byte_search_grams` wrote them, where the key of a gram of some kind has a bit in `sieve`, and adds the kinds. Returns
/// how many.
size_t byte_search_sift(
    byte_search_form form, const uint8_t *text, size_t length, uint32_t *places, size_t count, const uint32_t *sieve);

// MARK: Pivots

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

/// The first of `from`, `from + BYTE_SEARCH_DIGITS_STEP` and so on where eight bytes before `end` are digits of base64 in either alphabet, and sixteen
/// bytes on one side too, unless the text, which has `count`, begins or ends before; `end` when there is none.
size_t byte_search_digits(byte_search_form form, const uint8_t *text, size_t count, size_t from, size_t end);

/// The first of `from`, `from + 16` and so on where sixteen bytes before `end` are digits of base64 in either alphabet; `end` when there is none.
size_t byte_search_digit_block(const uint8_t *text, size_t from, size_t end);

/// The first byte of `from ..< end` that is no digit of base64 in either alphabet, or `end`.
size_t byte_search_digits_end(const uint8_t *text, size_t from, size_t end);

/// The first byte of `from ..< end` that is neither a digit of base64 in its standard alphabet nor padding, or `end`.
size_t byte_search_base64(const uint8_t *text, size_t from, size_t end);

/// How many bytes are control characters other than bell, backspace, tab, line feed, vertical tab, form feed, carriage return and escape.
size_t byte_search_controls(const uint8_t *text, size_t count);

/// Whether the bytes are valid UTF-8.
bool byte_search_is_utf8(const uint8_t *text, size_t count);

/// The first `'` or `"` of `from ..< end` right behind an ASCII letter, a digit, `.`, `_` or `-`, or `end`.
size_t byte_search_quote_behind_letter(const uint8_t *text, size_t from, size_t end);

/// A set of bytes below 128, laid out as in `byte_search_probe`.
typedef struct {
  uint8_t allowed[16];
} byte_search_set;

/// The first byte of `from ..< end` that is in `set`, or `end`.
size_t byte_search_any(const uint8_t *text, size_t from, size_t end, const byte_search_set *set);

/// More bytes than are copied, for which `byte_search_copy` needs room.
#define BYTE_SEARCH_COPY_SLACK 32

/// Copies the bytes of `text`, which has `count`, from `from` on to `copy`, up to the first `stop` or `end`; returns where that is.
size_t byte_search_copy(const uint8_t *text, size_t count, size_t from, size_t end, uint8_t stop, uint8_t *copy);

// MARK: JSON

/// The `"` that ends a string, or the end of everything, and whether there is a backslash and a byte beyond ASCII before it.
typedef struct {
  size_t end;
  bool has_backslash, is_beyond_ascii;
} byte_search_json_string_end;

/// Looks for the end of the string whose text begins at `from`; `count` is where everything ends.
byte_search_json_string_end byte_search_json_string(const uint8_t *text, size_t from, size_t count);

/// The first byte from `at` on that is no space of JSON, or `count`.
size_t byte_search_json_space(const uint8_t *text, size_t at, size_t count);

#endif
