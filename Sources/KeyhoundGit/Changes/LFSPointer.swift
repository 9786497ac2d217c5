/// A file that stands for a larger one kept elsewhere (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md).
enum LFSPointer {
  private static let opening = Array("version https://git-lfs.github.com/spec/v1\n".utf8)
  private static let maximumSize = 1024

  static func isOne(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.count < maximumSize && bytes.starts(with: opening) }
}
