/// Text taken scalar by scalar. A combining mark melts with the character before it, and what looks for `"` as a `Character` would then
/// miss it: so escaping is never done by characters.
extension String {
  /// The text with `replacement(scalar)` for each scalar that has one.
  func replacingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
    unicodeScalars.reduce(into: "") { result, scalar in
      if let text = replacement(scalar) { result += text } else { result.unicodeScalars.append(scalar) }
    }
  }

  /// The first `count` scalars.
  func limited(to count: Int) -> String { String(unicodeScalars.prefix(count)) }
}
