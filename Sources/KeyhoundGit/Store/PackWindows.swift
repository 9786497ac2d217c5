/// One worker's windows on the packs that it reads, the one that was used last in front.
struct PackWindows {
  private let slots: Int
  private let most: Int
  private var windows: [PackWindow] = []

  /// Keeps at most so many windows of so many blocks each.
  init(slots: Int, most: Int) {
    self.slots = slots
    self.most = most
  }

  mutating func window(on pack: Pack) -> PackWindow {
    if let first = windows.first, first.pack === pack { return first }
    let place = windows.firstIndex { $0.pack === pack }
    let window = place.map { windows.remove(at: $0) } ?? PackWindow(pack, blockBits: 12, slots: slots)
    windows.insert(window, at: 0)
    if windows.count > most { windows.removeLast() }
    return window
  }
}
