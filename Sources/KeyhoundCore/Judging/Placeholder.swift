/// Recognises what people write where a key should go.
package enum Placeholder {
  /// Whether `text` says of itself, in any case, that it is no key.
  package static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    words.occur(in: text) || isMostlyOneByte(text)
  }

  private static let words = FoldedWords([
    "xxxx", "your", "example", "placeholder", "changeme", "change_me", "change-me", "replaceme", "replace_", "replace-",
    "inserthere", "insert_", "insert-", "dummy", "sample", "redacted", "foobar", "notreal", "not-a-real", "not_a_real",
    "fakekey", "fake_", "fake-", "mykey", "my_key", "my-key", "my_secret", "my-secret", "mysecret", "abcdefghijkl",
    "0123456789", "1234567890", "qwertyuiop", "deadbeef", "loremipsum", "aaaaaaa", "0000000", "******",
  ])

  private static func isMostlyOneByte(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first, text.count >= 4 else { return false }
    return text.count(of: first) * 4 >= text.count * 3
  }
}
