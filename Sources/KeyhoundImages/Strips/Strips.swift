import KeyhoundCore

/// The parts of a picture that are worth a closer look: lines with a run of letters as long as a key.
///
/// Whatever is wrong with the letters that were read at first sight, that there is a long line is seen.
struct Strips {
  private(set) var boxes: [PixelBox] = []

  /// How many letters without a blank make a run worth it. Most pictures in notebooks have none.
  private static let letters = 12
  /// A blank is wider than this many letters are on average.
  private static let blank = 1.2
  /// Letters with more pixels from one to the next are read well as they are.
  private static let largeLetters = 40.0

  init(of lines: [ReadLine], in size: PictureSize) {
    for line in lines where Self.longestRun(line) >= Self.letters && line.letterWidth < Self.largeLetters {
      guard let box = line.box?.grown(in: size), box.width > 0, box.height > 0 else { continue }
      if Enlargement.factor * max(box.width, box.height) < PictureBudget.maximumSide { boxes.append(box) }
    }
  }

  /// How many letters follow one another without a blank between them, whether or not they were taken for several words.
  private static func longestRun(_ line: ReadLine) -> Int {
    let blank = Self.blank * line.letterWidth
    var (longest, run, end) = (0, 0, Int.min / 2)
    for word in line.words {
      run = Double(word.box.x - end) < blank ? run + word.text.count : word.text.count
      longest = max(longest, run)
      end = word.box.x + word.box.width
    }
    return longest
  }
}

extension ReadLine {
  /// Pixels from one letter to the next, on average.
  fileprivate var letterWidth: Double {
    let letters = words.reduce(0) { $0 + $1.text.count }
    return Double(words.reduce(0) { $0 + $1.box.width }) / Double(max(1, letters))
  }

  /// What all words together cover; `nil` without words.
  fileprivate var box: PixelBox? {
    guard let first = words.first?.box else { return nil }
    return words.dropFirst().reduce(first) { $0.union($1.box) }
  }
}

extension PixelBox {
  /// With some more pixels on all sides, as far as the picture goes: letters at the ends are often missed.
  fileprivate func grown(in size: PictureSize) -> PixelBox {
    let sideways = max(6, height)
    let upright = max(3, height / 4)
    let left = min(max(0, x - sideways), size.width)
    let top = min(max(0, y - upright), size.height)
    let right = min(size.width, x + width + sideways)
    let bottom = min(size.height, y + height + upright)
    return PixelBox(x: left, y: top, width: max(0, right - left), height: max(0, bottom - top))
  }
}
