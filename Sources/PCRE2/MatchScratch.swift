import CPCRE2

/// How much work one match may cost before it is given up with a `MatchError`.
package struct MatchLimits: Sendable {
  /// Backtracking steps for each start offset.
  package var steps: UInt32 = 200_000
  /// Bytes of machine stack for translated patterns. A small stack is what bounds time: steps are counted anew at every start offset.
  package var stackBytes = 64 << 10
  /// KiB of heap for the interpreter, where there is no machine code.
  package var heapKiB: UInt32 = 20_000

  package init() {}
}

/// The memory one thread needs to match: results, limits and the JIT stack. Never share one between threads.
package final class MatchScratch {
  private let data: OpaquePointer
  private let context: OpaquePointer
  private let stack: OpaquePointer?
  private let offsets: UnsafeMutablePointer<Int>
  /// The offset behind which no match may begin, as the context has it.
  private var offsetLimit = MatchScratch.noLimit
  /// `PCRE2_UNSET`
  private static let noLimit = -1
  private static let maximumGroups = 64

  /// Allocates everything a match may need, so that matching itself never allocates.
  package init(limits: MatchLimits = MatchLimits()) {
    guard let data = pcre2_match_data_create_8(UInt32(Self.maximumGroups), nil),
      let context = pcre2_match_context_create_8(nil)
    else { fatalError("out of memory for PCRE2 match data") }
    self.data = data
    self.context = context
    self.offsets = pcre2_get_ovector_pointer_8(data)
    stack = pcre2_jit_stack_create_8(min(16 << 10, limits.stackBytes), limits.stackBytes, nil)
    pcre2_set_match_limit_8(context, limits.steps)
    pcre2_set_depth_limit_8(context, limits.steps)
    pcre2_set_heap_limit_8(context, limits.heapKiB)
    pcre2_jit_stack_assign_8(context, nil, stack.map { UnsafeMutableRawPointer($0) })
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    if let stack { pcre2_jit_stack_free_8(stack) }
  }

  /// Looks for `pattern` in `bytes`, beginning at `start`; bytes before `start` are seen by look-behind only.
  ///
  /// The result is read with `range(ofGroup:)` until the next call.
  /// - Throws: `MatchError` when the search was given up; that is not "no match".
  package func matches(_ pattern: Pattern, in bytes: UnsafeRawBufferPointer, from start: Int) throws(MatchError) -> Bool {
    let handle: PatternHandle
    do { handle = try pattern.handle() } catch { throw .pattern(error) }
    return try matches(handle, in: bytes, from: start)
  }

  /// The same with a compiled pattern, for a match that begins at `lastStart` or before.
  package func matches(
    _ pattern: PatternHandle, in bytes: UnsafeRawBufferPointer, from start: Int, lastStart: Int? = nil
  ) throws(MatchError) -> Bool {
    let limit = lastStart ?? Self.noLimit
    if limit != offsetLimit {
      pcre2_set_offset_limit_8(context, limit)
      offsetLimit = limit
    }
    let subject = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let result =
      pattern.isJIT
      ? pcre2_jit_match_8(pattern.code, subject ?? Self.noBytes, bytes.count, start, 0, data, context)
      : pcre2_match_8(pattern.code, subject ?? Self.noBytes, bytes.count, start, 0, data, context)
    if result >= 0 { return true }
    if result == PCRE2_ERROR_NOMATCH { return false }
    throw MatchError(code: result)
  }

  /// Where group `number` of the last match lies (0 is the whole match), or `nil` when the group took no part in it.
  package func range(ofGroup number: Int) -> Range<Int>? {
    guard number < Self.maximumGroups else { return nil }
    let start = offsets[2 * number]
    let end = offsets[2 * number + 1]
    guard start >= 0, end >= start else { return nil }
    return start..<end
  }

  nonisolated(unsafe) private static let noBytes = UnsafePointer(UnsafeMutablePointer<UInt8>.allocate(capacity: 1))
}
