/// Where bytes come from: a path, a commit, and the steps inside the file.
package struct Origin: Sendable {
  /// The path as shown: relative as the user gave it, `/` between parts; invalid UTF-8 is replaced by U+FFFD.
  package var path: String
  /// The path by its bytes where it is no UTF-8: paths that are shown alike are told apart by it. Inside an archive it is that of the archive.
  package var rawPath: RawPath?
  /// Which of the texts it is that are said to lie at one place, such as names in a folder, or members of one name in an archive; a number for each
  /// archive that lies round it.
  package var textNumbers: [Int] = []
  /// The place in a notebook.
  package var cell: Cell?
  /// Decoders passed on the way from the raw file, outermost first, for example `["utf-16le"]`.
  package var decodedFrom: [String] = []
  /// The commit that brought the bytes in.
  package var commit: Commit?
  /// The git object that holds the raw bytes, in hexadecimal.
  package var blob: String?
  /// Whether the path still holds the blob in HEAD; `nil` outside git history.
  package var inHead: Bool?

  package init(path: String) {
    self.path = path
  }

  package init(path: RawPath) {
    self.path = path.text
    if !self.path.utf8.elementsEqual(path.bytes) { rawPath = path }
  }
}

/// A place in a notebook.
package struct Cell: Hashable, Sendable {
  /// 1-based number of the cell in the notebook; 0 for the notebook's own metadata.
  package var index: Int
  /// The cell id (nbformat 4.5 and later).
  package var id: String?
  /// `code`, `markdown`, `raw`, or nbformat 3's `heading`.
  package var type: String?
  /// The number in `In [n]`.
  package var executionCount: Int?
  /// What holds the text: `source`, `outputs`, `attachments`, `metadata`.
  package var part: String
  /// 1-based number of the output in its cell.
  package var outputIndex: Int?
  /// The MIME type of an output or attachment.
  package var mimeType: String?
  /// The tags in the cell's metadata.
  package var tags: [String] = []
  /// 1-based line in the text of this part.
  package var line: Int

  package init(index: Int, part: String, line: Int = 1) {
    self.index = index
    self.part = part
    self.line = line
  }
}

/// What is said of the commit that introduced a finding.
package struct Commit: Hashable, Sendable {
  /// The full object id in hexadecimal.
  package var id: String
  package var author: String
  package var email: String
  /// Author date, RFC 3339.
  package var date: String
  package var message: String

  package init(id: String, author: String, email: String, date: String, message: String) {
    self.id = id
    self.author = author
    self.email = email
    self.date = date
    self.message = message
  }
}
