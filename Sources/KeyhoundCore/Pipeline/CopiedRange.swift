/// Bytes of a text that were copied from another text.
package struct CopiedRange: Equatable, Sendable {
  /// Where they begin in the other text.
  package var source: Int
  /// Where they begin in this one.
  package var target: Int
  package var count: Int

  @inlinable package init(source: Int, target: Int, count: Int) {
    self.source = source
    self.target = target
    self.count = count
  }

  @inlinable package var sourceEnd: Int { source + count }
  @inlinable package var targetEnd: Int { target + count }
}
