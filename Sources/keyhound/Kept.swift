/// What lives until the end of the process, which frees all memory at once: to free the rules piece by piece takes milliseconds.
enum Kept {
  private final class Box {
    let value: Any
    init(_ value: Any) { self.value = value }
  }

  static func untilExit(_ value: Any) {
    _ = Unmanaged.passRetained(Box(value))
  }
}
