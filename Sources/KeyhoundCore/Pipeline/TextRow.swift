/// Texts that lie one behind the other in memory, in rising order, so that they can be searched in one go.
package struct TextRow {
  package let bytes: UnsafeRawBufferPointer
  /// Where in `bytes` each lies.
  package let texts: [Range<Int>]

  package init(_ bytes: UnsafeRawBufferPointer, _ texts: [Range<Int>]) {
    self.bytes = bytes
    self.texts = texts
  }
}
