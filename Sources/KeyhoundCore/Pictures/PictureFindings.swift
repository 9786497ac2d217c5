extension PictureHit {
  /// The key as read.
  var secret: Secret {
    var text = text
    return text.withUTF8 { Secret(UnsafeRawBufferPointer($0), publicCount: publicCount) }
  }
}

extension PictureReading {
  /// The findings in a picture that stands at `location` and whose file has the hash `sha256`, as they may be shown.
  package func findings(sha256: String, origin: Origin, location: Location) -> [Finding] {
    hits.map { hit in
      let place = PicturePlace(sha256: sha256, width: size?.width, height: size?.height, box: hit.box)
      let text = ReadText(hit, among: hits)
      var finding = Finding(
        rule: hit.rule, secret: hit.secret, confidence: hit.confidence, evidence: hit.evidence, isExample: false, origin: origin,
        location: location, extract: text.redacted(round: hit), revealedExtract: text.revealed(round: hit),
        fingerprint: Fingerprint.of(rule: hit.rule.id, picture: place, origin: origin))
      finding.picture = place
      return finding
    }
  }
}
