package import KeyhoundCore

/// Why a picture could not be read. The text says what happened and what to do, without the path.
package enum PictureError: Error, Equatable, Sendable {
  /// The first bytes are those of no format known here.
  case unknownFormat
  /// A kind of this format that is not read, such as a compressed BMP.
  case unsupported(format: String, kind: String)
  case damaged(format: String, reason: String)
  case tooManyPixels(width: Int, height: Int, limit: Int)
  /// Too many of them in one direction.
  case tooLong(width: Int, height: Int, limit: Int)
  /// The program that reads text off pictures is not there, or does not run.
  case noTesseract(reason: String)
  /// It runs, and has not been taught the language.
  case noLanguage(String, folder: String)
  /// It failed at a picture.
  case tesseract(status: Int32, message: String)
  /// It was given up because time was over.
  case tooSlow
}

extension PictureError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownFormat: "this is none of the kinds of picture that are read (PNG, JPEG, WebP, GIF, BMP, TIFF)"
    case .unsupported(let format, let kind): "\(kind) in \(format) is not read; save the picture as PNG to have it read"
    case .damaged(let format, let reason): "the \(format) picture is damaged: \(reason)"
    case .tooManyPixels(let width, let height, let limit):
      "the picture has \(width)x\(height) pixels, more than the limit of \(limit)"
    case .tooLong(let width, let height, let limit):
      "the picture has \(width)x\(height) pixels, and no more than \(limit) are read in one direction; cut it into pieces"
    case .noTesseract(let reason):
      """
      text is read off pictures by the program tesseract, and \(reason); install it (Debian, Ubuntu: apt-get install tesseract-ocr; \
      Fedora: dnf install tesseract; macOS: brew install tesseract), or scan without pictures
      """
    case .noLanguage(let language, let folder):
      """
      tesseract has no data for the language \(language) in \(folder); install it (Debian, Ubuntu: apt-get install \
      tesseract-ocr-\(language)), or set TESSDATA_PREFIX to the folder that has \(language).traineddata
      """
    case .tesseract(let status, let message):
      "tesseract failed (exit status \(status))\(message.isEmpty ? "" : ": \(message)")"
    case .tooSlow: "reading the picture took longer than it may and was given up"
    }
  }

  /// What an issue about it is called.
  package var kind: Issue.Kind {
    switch self {
    case .tooManyPixels, .tooLong, .tooSlow: .tooLarge
    default: .unreadable
    }
  }
}
