#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import KeyhoundCore

/// A delta: instructions that make an object out of another one.
struct Delta {
  /// Bytes the base must have.
  let baseSize: Int
  /// Bytes the result will have.
  let resultSize: Int
  private let bytes: UnsafeRawBufferPointer
  private let start: Int

  /// Reads the two sizes with which a delta begins; `nil` when there are none.
  init?(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    var offset = 0
    guard let base = Self.size(in: bytes, &offset), let result = Self.size(in: bytes, &offset) else { return nil }
    baseSize = base
    resultSize = result
    start = offset
  }

  private static func size(in bytes: UnsafeRawBufferPointer, _ offset: inout Int) -> Int? {
    var size = 0
    var shift = 0
    while offset < bytes.count, shift < 56 {
      let byte = bytes[offset]
      offset += 1
      size |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return size }
      shift += 7
    }
    return nil
  }

  /// Whether the instructions add up to `resultSize`. Asked before memory is made for the result: a size alone may lie.
  var addsUp: Bool {
    var cursor = Cursor(bytes, at: start)
    var total = 0
    while let instruction = cursor.next() { total += instruction.count }
    return cursor.isAtEnd && total == resultSize
  }

  /// Makes the result, which must have room for exactly `resultSize` bytes.
  /// - Returns: whether every instruction stayed within its bounds and the result is full.
  func apply(to base: UnsafeRawBufferPointer, into result: UnsafeMutableRawBufferPointer) -> Bool {
    run(base, result) { _, _, _ in }
  }

  /// The same, and collects what was copied, in the order of the result. Copies that continue each other are one.
  func apply(
    to base: UnsafeRawBufferPointer, into result: UnsafeMutableRawBufferPointer, copies: inout [CopiedRange]
  ) -> Bool {
    copies.removeAll(keepingCapacity: true)
    var last = CopiedRange(source: 0, target: 0, count: 0)
    let isMade = run(base, result) { source, target, count in
      if last.sourceEnd == source, last.targetEnd == target {
        last.count += count
      } else {
        if last.count > 0 { copies.append(last) }
        last = CopiedRange(source: source, target: target, count: count)
      }
    }
    if last.count > 0 { copies.append(last) }
    return isMade
  }

  @inline(__always)
  private func run(
    _ base: UnsafeRawBufferPointer, _ result: UnsafeMutableRawBufferPointer, _ copied: (Int, Int, Int) -> Void
  ) -> Bool {
    guard base.count == baseSize, result.count == resultSize else { return false }
    var cursor = Cursor(bytes, at: start)
    var target = 0
    while let instruction = cursor.next() {
      let source = instruction.isCopy ? base : bytes
      guard instruction.start + instruction.count <= source.count, instruction.count <= result.count - target else {
        return false
      }
      if let to = result.baseAddress, let from = source.baseAddress {
        let room = min(source.count - instruction.start, result.count - target)
        Self.copy(from + instruction.start, to + target, instruction.count, room: room)
      }
      if instruction.isCopy { copied(instruction.start, target, instruction.count) }
      target += instruction.count
    }
    return cursor.isAtEnd && target == result.count
  }

  /// Copies `count` bytes, of `room` that there are on either side. What lies behind them in the result is still to be made, so that a few bytes are
  /// copied as a fixed number, without a call.
  @inline(__always)
  private static func copy(_ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ count: Int, room: Int) {
    typealias Block = SIMD32<UInt8>
    guard count <= MemoryLayout<Block>.size, room >= MemoryLayout<Block>.size else {
      memcpy(to, from, count)
      return
    }
    to.storeBytes(of: from.loadUnaligned(as: Block.self), as: Block.self)
  }

  private struct Instruction {
    var isCopy: Bool
    /// In the base for a copy, in the delta itself otherwise.
    var start: Int
    var count: Int
  }

  /// Reads instructions one after the other; stops where they make no sense.
  private struct Cursor {
    private let bytes: UnsafeRawBufferPointer
    private var offset: Int

    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
      self.bytes = bytes
      self.offset = offset
    }

    var isAtEnd: Bool { offset == bytes.count }

    @inline(__always)
    mutating func next() -> Instruction? {
      guard offset < bytes.count, let base = bytes.baseAddress else { return nil }
      let code = Int(base.load(fromByteOffset: offset, as: UInt8.self))
      guard code & 0x80 != 0 else { return insertion(code) }
      return commonCopy(code, base) ?? copy(code, base)
    }

    /// A copy of which the highest bytes of start and count are left out, if any: nearly all are so.
    @inline(__always)
    private mutating func commonCopy(_ code: Int, _ base: UnsafeRawPointer) -> Instruction? {
      let (startWidth, countWidth) = (Self.width(code & 15), Self.width(code >> 4 & 7))
      guard startWidth + countWidth <= 7, bytes.count - offset > 8 else { return nil }
      let operands = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset + 1, as: UInt64.self))
      let start = operands & (1 &<< (8 &* startWidth) &- 1)
      let count = operands &>> (8 &* startWidth) & (1 &<< (8 &* countWidth) &- 1)
      offset += 1 + Int(startWidth + countWidth)
      return Instruction(isCopy: true, start: Int(start), count: count == 0 ? 0x10000 : Int(count))
    }

    /// How many bytes are there if the bits that are set are the lowest ones, otherwise 15.
    @inline(__always)
    private static func width(_ bits: Int) -> UInt64 { 0x4FFF_FFFF_3FFF_2F10 &>> UInt64(4 &* bits) & 15 }

    @inline(never)
    private mutating func copy(_ code: Int, _ base: UnsafeRawPointer) -> Instruction? {
      let operands = (code & 0x7F).nonzeroBitCount
      guard operands < bytes.count - offset else { return nil }
      offset += 1
      var start = 0
      var count = 0
      for bit in 0..<4 where code & 1 << bit != 0 { start |= operand(base) << (8 * bit) }
      for bit in 0..<3 where code & 0x10 << bit != 0 { count |= operand(base) << (8 * bit) }
      return Instruction(isCopy: true, start: start, count: count == 0 ? 0x10000 : count)
    }

    @inline(__always)
    private mutating func operand(_ base: UnsafeRawPointer) -> Int {
      defer { offset += 1 }
      return Int(base.load(fromByteOffset: offset, as: UInt8.self))
    }

    @inline(__always)
    private mutating func insertion(_ count: Int) -> Instruction? {
      guard count > 0, count < bytes.count - offset else { return nil }
      defer { offset += 1 + count }
      return Instruction(isCopy: false, start: offset + 1, count: count)
    }
  }
}
