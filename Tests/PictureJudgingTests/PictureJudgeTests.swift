import KeyhoundCatalogue
import KeyhoundCore
import KeyhoundImages
import KeyhoundRules
import Testing

@Suite struct PictureJudgeTests {
  /// Reading the expressions of all rules takes its time without optimisation: a few rules stand for all.
  private static let rules = Catalogue.load().rules.filter { names.contains($0.id) }
  private static let judge = PictureJudge(rules: rules)
  private static let names: Set<String> = [
    "baseten-api-key", "prefix-secret-api-key", "generic-secret", "github-personal-access-token", "github-fine-grained-token",
    "anthropic-api-key", "openai-api-key", "aws-access-key-id", "slack-bot-token", "google-api-key", "huggingface-token",
    "gitlab-personal-access-token", "sendgrid-api-key", "npm-access-token", "stripe-live-key",
  ]

  private func hits(_ lines: ReadLine...) -> [PictureHit] { Self.judge.hits(in: lines) }

  @Test func `the rules of these tests are rules`() {
    #expect(Set(Self.rules.map(\.id)) == Self.names)
  }

  @Test(arguments: [
    ("ghp_", 36, "github-personal-access-token"), ("npm_", 36, "npm-access-token"),
    ("glpat-", 20, "gitlab-personal-access-token"), ("sk_live_", 24, "stripe-live-key"),
    ("github_pat_", 82, "github-fine-grained-token"),
  ])
  func `a key behind a literal is found however it is misread`(prefix: String, count: Int, rule: String) {
    var found = 0
    for seed in 1...40 {
      var misreading = Misreading(seed: UInt64(seed * 7919))
      let key = prefix + misreading.mixedKey(count)
      let hits = hits(misreading.line("export TOKEN_X=\(key)", key: key))
      if hits.count == 1, hits[0].rule.id == rule, hits[0].confidence == .medium { found += 1 }
    }
    #expect(found >= 30, "\(found) of 40")
  }

  @Test func `eight and thirty-two characters round a full stop are found without a name`() {
    var found = 0
    for seed in 1...40 {
      var misreading = Misreading(seed: UInt64(seed * 104_729))
      let key = misreading.mixedKey(8) + "." + misreading.mixedKey(32)
      let hits = hits(misreading.line("$ echo $KEY"), misreading.line(key, key: key))
      if hits.count == 1, hits[0].rule.id == "prefix-secret-api-key", hits[0].confidence == .medium { found += 1 }
    }
    #expect(found >= 35, "\(found) of 40")
  }

  @Test func `the name of the vendor in the picture decides whose key it is`() throws {
    var misreading = Misreading(seed: 5)
    misreading.errors = 0
    let key = misreading.mixedKey(8) + "." + misreading.mixedKey(32)
    let hits = hits(misreading.line("[baseten]"), misreading.line("api_key = \(key)", key: key))
    #expect(hits.map(\.rule.id) == ["baseten-api-key"])
    let hit = try #require(hits.first)
    #expect(hit.text == key && hit.publicCount == 8 && hit.evidence.contains("carrier:name"))
  }

  @Test func `a random value is a key below a label or behind a name, and nowhere else`() {
    var misreading = Misreading(seed: 11)
    let key = misreading.mixedKey(36)
    for text in ["api_key = \(key)", "\"token\": \"\(key)\",", "Authorization: Bearer \(key)", "db_password: \(key)"] {
      #expect(hits(misreading.line(text, key: key)).map(\.rule.id) == ["generic-secret"], "\(text.prefix(12))")
    }
    #expect(hits(misreading.line("Secret key"), misreading.line(key, key: "")).map(\.rule.id) == ["generic-secret"])
    #expect(hits(misreading.line("Release notes"), misreading.line(key, key: "")).isEmpty)
    #expect(hits(misreading.line("revision = \(key)")).isEmpty)
  }

  @Test func `two readings of one place are one hit, and the better one counts`() throws {
    var misreading = Misreading(seed: 3)
    let key = "ghp_" + misreading.mixedKey(36)
    let good = misreading.line("token = \(key)")
    var bad = good
    bad.words[2].text = String(key.dropFirst(4)).replacing("e", with: "é")
    let hits = Self.judge.hits(in: [bad, good])
    #expect(hits.map(\.rule.id) == ["github-personal-access-token"])
    let hit = try #require(hits.first)
    #expect(hit.text == key && hit.publicCount == 4 && hit.box == good.words[2].box)
  }

  @Test func `the box covers the key and not what stands before it`() throws {
    var misreading = Misreading(seed: 23)
    misreading.errors = 0
    let key = "glpat-" + misreading.mixedKey(20)
    let hit = try #require(hits(misreading.line("GITLAB_TOKEN=\(key)")).first)
    #expect(hit.box.x >= 10 + 13 * 8 && hit.box.width <= key.count * 9)
  }

  @Test func `a key that goes on in the next part of the line is one key`() throws {
    var misreading = Misreading(seed: 31)
    misreading.errors = 0
    let key = "npm_" + misreading.mixedKey(36)
    let whole = misreading.line("token \(key)")
    let word = whole.words[1]
    var left = ReadWord(text: String(key.prefix(20)), box: word.box, certainty: 50)
    left.box.width = 20 * 9 - 2
    var right = ReadWord(text: String(key.dropFirst(20)), box: word.box, certainty: 50)
    right.box.x += 20 * 9
    right.box.width = 20 * 9 - 2
    let hits = hits(ReadLine(words: [whole.words[0], left]), ReadLine(words: [right]))
    #expect(hits.map(\.text) == [key])
  }

  @Test func `a rule that is not loaded does not report`() {
    var misreading = Misreading(seed: 41)
    let key = "ghp_" + misreading.mixedKey(36)
    let line = misreading.line("x: \(key)")
    let without = PictureJudge(rules: Self.rules.filter { $0.id != "github-personal-access-token" })
    #expect(Self.judge.hits(in: [line]).count == 1 && without.hits(in: [line]).isEmpty)
  }

  @Test(arguments: [
    "The model was trained for three epochs. ResultsAreShownBelowInTheTableOfSection4.2",
    "token = tokenizer.convert_tokens_to_ids(\"[MASK]\")", "api_key = os.environ[\"SERVICE_API_KEY\"]",
    "password = getpass.getpass(\"Password: \")", "\"api_key\": \"YOUR_API_KEY_GOES_HERE_PLEASE\"",
    "sk-learn-pipeline-with-a-very-long-name-for-the-test", "hf_hub_download(repo_id=MODEL_NAME, filename=config)",
    "AKIAIOSFODNN7EXAMPLE", "api_key = xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "secret: abcdefghijklmnopqrstuvwxyz123456",
    "https://cdn.acme.dev/token/assets/main.css?secret=/var/lib/app/data/file", "token_type = BertForSequenceClassification",
    "self.assertEqual(response.status_code.HTTPStatusUnprocessableEntityErr)",
  ])
  func `what only resembles a key is none`(text: String) {
    var misreading = Misreading(seed: 7)
    #expect(hits(misreading.line(text)).isEmpty)
  }

  @Test func `digests, identifiers and encoded data are none`() {
    var misreading = Misreading(seed: 13)
    let hex = "0123456789abcdef"
    for _ in 0..<12 {
      let lines = [
        "\(misreading.key(64, of: hex))  dist/package-1.tar.gz", "commit \(misreading.key(40, of: hex))",
        "main.\(misreading.key(20, of: hex)).js", "vendors1.\(misreading.key(32, of: hex)).js",
        "request \(misreading.key(8, of: hex))-\(misreading.key(4, of: hex))-\(misreading.key(4, of: hex)) took 3 ms",
        "\"image/png\": \"\(misreading.key(70))\\n", "app@sha256:\(misreading.key(64, of: hex))",
        "\(misreading.key(2, of: "123456789")).\(misreading.key(4, of: "0123456789"))  0.1234  \(misreading.key(6, of: "0123456789"))",
      ].map { misreading.line($0) }
      #expect(Self.judge.hits(in: lines).isEmpty, "\(Self.judge.hits(in: lines).map(\.line))")
    }
  }

  @Test func `empty and strange lines are no trouble`() {
    let box = PixelBox(x: 0, y: 0, width: 0, height: 0)
    let words = ["", "é", "…", ".", "|", "a.", ".b", "ghp_", "api_key=", "👩‍👩‍👧‍👦"].map { ReadWord(text: $0, box: box, certainty: 0) }
    #expect(Self.judge.hits(in: [ReadLine(words: []), ReadLine(words: words)] + words.map { ReadLine(words: [$0]) }).isEmpty)
  }
}
