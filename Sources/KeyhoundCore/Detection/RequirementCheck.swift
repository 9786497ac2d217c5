/// Leaves out what is reported only together with something else that is not there, and the helpers themselves.
struct RequirementCheck {
  private let rules: RuleSet
  private let chunk: Chunk
  private let detections: [Detection]

  init(_ rules: RuleSet, _ chunk: Chunk, _ detections: [Detection]) {
    self.rules = rules
    self.chunk = chunk
    self.detections = detections
  }

  /// The detections that stand, in their order.
  func met() -> [Detection] {
    detections.filter { detection in
      let rule = rules.rule(detection.rule)
      return rule.isReported && isOwned(detection) && rule.required.allSatisfy { isMet($0, by: detection) }
    }
  }

  private func isOwned(_ detection: Detection) -> Bool {
    detection.secret.isEmpty || chunk.owned.contains(detection.secret.lowerBound)
  }

  private func isMet(_ requirement: RuleRequirement, by detection: Detection) -> Bool {
    let start = chunk.location(of: detection.match).start
    return detections.contains { other in
      guard rules.rule(other.rule).id == requirement.id else { return false }
      let place = chunk.location(of: other.match).start
      return abs(place.line - start.line) <= requirement.lines ?? .max
        && abs(place.column - start.column) <= requirement.columns ?? .max
    }
  }
}
