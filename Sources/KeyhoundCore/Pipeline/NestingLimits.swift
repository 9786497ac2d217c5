/// How far archives inside one another are followed, by whoever unpacks them.
package enum NestingLimits {
  /// How many archives may lie round a text.
  package static let depth = 8
  /// How many bytes may be unpacked from one file, all told.
  package static let unpackedSize = 1 << 30
}
