import CByteSearch
import KeyhoundCore

/// The nodes of one JSON text, in memory of their own. A class, because memory is to be freed.
final class JSONNodes: RandomAccessCollection {
  private var memory: UnsafeMutablePointer<byte_search_node>
  private var capacity: Int
  private(set) var endIndex = 0
  /// Whether all strings and keys are ASCII.
  private(set) var isASCII = true

  /// Takes memory for the nodes of a text of so many bytes.
  private init(forBytes count: Int, limit: Int) {
    capacity = Swift.min(Swift.max(16, Swift.min(count / 16, 1 << 16)), limit)
    memory = .allocate(capacity: capacity)
  }

  deinit {
    memory.deallocate()
  }

  /// The nodes of the one value that `bytes` consist of, from `start` on.
  static func all(
    in bytes: UnsafeRawBufferPointer, from start: Int, limits: JSONIndex.Limits
  ) throws(JSONError) -> JSONNodes {
    let nodes = JSONNodes(forBytes: bytes.count, limit: limits.nodes)
    try nodes.read(bytes, from: start, limits)
    return nodes
  }

  private func read(_ bytes: UnsafeRawBufferPointer, from start: Int, _ limits: JSONIndex.Limits) throws(JSONError) {
    var scan = byte_search_json_scan()
    scan.text = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
    (scan.length, scan.position, scan.depth_limit) = (bytes.count, start, limits.depth)
    while true {
      (scan.nodes, scan.room) = (memory, capacity)
      let result = byte_search_json(&scan)
      endIndex = scan.count
      isASCII = !scan.is_beyond_ascii
      guard result == BYTE_SEARCH_JSON_FULL else {
        if let reason = JSONError.Reason(result) { throw JSONError(reason, at: scan.position) }
        return
      }
      guard capacity < limits.nodes else { throw JSONError(.tooMany, at: scan.position) }
      grow(atMost: limits.nodes)
    }
  }

  private func grow(atMost limit: Int) {
    let larger = UnsafeMutablePointer<byte_search_node>.allocate(capacity: Swift.min(2 * capacity, limit))
    larger.moveInitialize(from: memory, count: endIndex)
    memory.deallocate()
    (memory, capacity) = (larger, Swift.min(2 * capacity, limit))
  }

  /// Whether `predicate` holds for all strings and keys that are not ASCII.
  func allBeyondASCII(_ predicate: (JSONNode) -> Bool) -> Bool {
    for index in 0..<endIndex where memory[index].is_beyond_ascii != 0 {
      if !predicate(JSONNode(memory[index])) { return false }
    }
    return true
  }

  var startIndex: Int { 0 }

  subscript(index: Int) -> JSONNode {
    precondition(index < endIndex)
    return JSONNode(memory[index])
  }
}

extension JSONError.Reason {
  /// Why reading ended; `nil` when it ended well.
  fileprivate init?(_ result: byte_search_json_result) {
    switch result {
    case BYTE_SEARCH_JSON_UNEXPECTED: self = .unexpected
    case BYTE_SEARCH_JSON_TRUNCATED: self = .truncated
    case BYTE_SEARCH_JSON_TRAILING: self = .trailing
    case BYTE_SEARCH_JSON_TOO_DEEP: self = .tooDeep
    default: return nil
    }
  }
}
