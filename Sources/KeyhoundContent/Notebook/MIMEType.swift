import KeyhoundCore

/// The names of the members of a MIME bundle.
enum MIMEType {
  /// The type as a report may show it; `nil` for what is no ordinary type, and might be anything.
  static func shown(_ name: UnsafeRawBufferPointer) -> String? {
    let isOrdinary = name.count <= 42 && name.allSatisfy { $0.isLowerASCII || $0.isDigitASCII || "/+.-_".utf8.contains($0) }
    return isOrdinary && name.firstIndex(of: UInt8(ascii: "/"), from: 0) != nil ? name.text(0..<name.count) : nil
  }

  /// Whether the value is any JSON rather than a text: `application/json` and all that end in `+json`.
  static func isJSON(_ name: UnsafeRawBufferPointer) -> Bool {
    name.isEqual(to: "application/json") || name.suffix(5).elementsEqual("+json".utf8)
  }

  /// Whether the name is one that nearly every notebook has, and so says nothing.
  static func isCommon(_ name: UnsafeRawBufferPointer) -> Bool { common.contains { name.isEqual(to: $0) } }

  private static let common: [StaticString] = [
    "text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg", "image/svg+xml", "image/gif",
    "application/json", "application/javascript", "application/pdf", "application/vnd.jupyter.widget-view+json",
    "application/vnd.plotly.v1+json",
  ]
}
