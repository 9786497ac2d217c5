import CPCRE2
import Synchronization

/// A regular expression over bytes, compiled and JIT-translated when it is first used.
///
/// Patterns match bytes, not characters: invalid UTF-8 is ordinary input, `\w`, `\d`, `\s` and `(?i)` are ASCII, and `$` matches only
/// at the very end (or before a line feed under `(?m)`).
/// A pattern is immutable once compiled and may be shared between threads; every thread brings a `MatchScratch` of its own.
package final class Pattern: Sendable {
  /// The expression as written.
  package let source: String
  /// Whether a match must begin exactly at the offset where matching starts.
  package let isAnchored: Bool

  /// The expression once it is compiled, in memory that is looked at without counting references, for which threads would contend.
  // What lies there is not changed any more.
  nonisolated(unsafe) private let compiled = Atomic<UnsafeMutablePointer<CompiledPattern>?>(nil)

  /// Keeps `source` for later; nothing is compiled, so a wrong expression is found on first use or by `validate()`.
  package init(_ source: String, anchored: Bool = false) {
    self.source = source
    self.isAnchored = anchored
  }

  deinit {
    if let compiled = compiled.load(ordering: .acquiring) { Self.free(compiled) }
  }

  /// Compiles the expression now.
  /// - Throws: `PatternError` with the byte offset of the mistake in `source`.
  package func validate() throws(PatternError) {
    _ = try code()
  }

  /// The number of the group called `name`, or `nil` when there is none.
  package func group(named name: String) throws(PatternError) -> Int? {
    let number = pcre2_substring_number_from_name_8(try code().handle, name)
    return number > 0 ? Int(number) : nil
  }

  /// How many capturing groups the expression has.
  package func groupCount() throws(PatternError) -> Int {
    try code().groupCount
  }

  /// The compiled expression without its memory management, for loops that match very often. Valid as long as the pattern lives.
  package func handle() throws(PatternError) -> PatternHandle {
    let code = try code()
    return PatternHandle(code: code.handle, isJIT: code.isJIT)
  }

  /// How many bytes before its start a match can depend on.
  package func maximumLookbehind() throws(PatternError) -> Int {
    var bytes: UInt32 = 0
    pcre2_pattern_info_8(try code().handle, UInt32(PCRE2_INFO_MAXLOOKBEHIND), &bytes)
    return Int(bytes)
  }

  private func code() throws(PatternError) -> CompiledPattern {
    if let code = compiled.load(ordering: .acquiring) { return code.pointee }
    return keep(try CompiledPattern(source, anchored: isAnchored))
  }

  /// Keeps a compiled expression, unless another thread was faster; returns the one that is kept.
  private func keep(_ code: CompiledPattern) -> CompiledPattern {
    let new = UnsafeMutablePointer<CompiledPattern>.allocate(capacity: 1)
    new.initialize(to: code)
    let (isFirst, known) = compiled.compareExchange(expected: nil, desired: new, ordering: .acquiringAndReleasing)
    guard !isFirst, let known else { return code }
    Self.free(new)
    return known.pointee
  }

  private static func free(_ compiled: UnsafeMutablePointer<CompiledPattern>) {
    compiled.pointee.free()
    compiled.deallocate()
  }
}

/// A compiled pattern that somebody else keeps alive. Passing it on touches no reference count, which threads would contend for.
package struct PatternHandle: @unchecked Sendable {
  // `pcre2_code` is immutable and may be shared between threads.
  let code: OpaquePointer
  let isJIT: Bool
}

/// The expression as PCRE2 holds it: byte code, and machine code where the processor allows it. Whoever makes one frees it.
private struct CompiledPattern: @unchecked Sendable {
  /// `pcre2_code`, immutable after `init`: PCRE2 documents it as shareable between threads.
  let handle: OpaquePointer
  let groupCount: Int
  let isJIT: Bool

  init(_ source: String, anchored: Bool) throws(PatternError) {
    var code: Int32 = 0
    var offset = 0
    var options =
      UInt32(PCRE2_DOLLAR_ENDONLY) | UInt32(PCRE2_NEVER_UTF) | UInt32(PCRE2_NEVER_UCP)
      | UInt32(PCRE2_USE_OFFSET_LIMIT)
    if anchored { options |= UInt32(bitPattern: Int32(truncatingIfNeeded: PCRE2_ANCHORED)) }
    var text = source
    let compiled = text.withUTF8 { bytes in
      pcre2_compile_8(bytes.baseAddress, bytes.count, options, &code, &offset, nil)
    }
    guard let compiled else {
      throw PatternError(message: errorText(code), offset: offset)
    }
    handle = compiled
    isJIT = pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) == 0
    var count: UInt32 = 0
    pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &count)
    groupCount = Int(count)
  }

  func free() {
    pcre2_code_free_8(handle)
  }
}
