import Testing

@testable import KeyhoundCore

@Suite struct JudgementTests {
  private func holds(_ judgement: Judgement, _ text: String) -> Bool {
    Array(text.utf8).withUnsafeBytes { judgement.holds(for: $0) }
  }

  /// The share of `count` random texts of `length` that a judgement holds for.
  private func share(_ judgement: Judgement, alphabet: String, length: Int, count: Int = 4000) -> Double {
    var random = SeededRandom(23)
    let letters = Array(alphabet)
    let held = (0..<count).count { _ in
      holds(judgement, String((0..<length).map { _ in letters.randomElement(using: &random)! }))
    }
    return Double(held) / Double(count)
  }

  private let alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

  @Test(arguments: [
    "dbPassword", "DB_PASSWORD", "db-password", "config.db.password", "oauth2Token", "string", "None", "undefined",
  ])
  func `a name of several parts is an identifier`(text: String) {
    #expect(holds(.identifier, text))
  }

  @Test(arguments: [
    "secret", "hunter2", "p4ssw0rd!", "correct horse", "7days", "a-b", "",
  ])
  func `a single word, or what no name may hold, is no identifier`(text: String) {
    #expect(!holds(.identifier, text))
  }

  @Test func `random text is seldom taken for an identifier`() {
    #expect(share(.identifier, alphabet: alphanumerics, length: 16) < 0.01)
    #expect(share(.identifier, alphabet: alphanumerics, length: 32) < 0.001)
  }

  @Test(arguments: [
    "$PASSWORD", "${PASSWORD}", "%DB_PASS%", "{{ password }}", "<password>", "os.getenv", "getPassword()",
    "config[password]", "/run/secrets/db", "~/.ssh/id_rsa", "certs/server.key", "https://vault.acme.dev/v1", "%s",
    "#{password}", "*password", "arn:aws:secretsmanager:eu",
  ]) func `a value that names its source is a reference`(text: String) {
    #expect(holds(.reference, text))
  }

  @Test(arguments: [
    "hunter2", "Tr0ub4dor&3", "pa$$word", "a/b+c==", "correct-horse", "",
  ])
  func `a value that stands for itself is no reference`(text: String) {
    #expect(!holds(.reference, text))
  }

  @Test func `a path-like beginning does not hide a random value`() {
    var random = SeededRandom(5)
    let letters = Array(alphanumerics + "+")
    let hidden = (0..<2000).count { _ in
      holds(.reference, "/" + String((0..<20).map { _ in letters.randomElement(using: &random)! }) + "/aB3")
    }
    #expect(hidden < 60)
  }

  @Test func `signs that stand together by chance do not make a reference of a random value`() {
    let drawn = share(.reference, alphabet: "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)", length: 50)
    #expect(drawn < 0.02, "\(drawn)")
    for text in [
      "${DB_USER}-${DB_PASS}", "%s:%s@tcp(%s)/%s", "#{host}:#{port}/?a=b", "$(cat /run/x):$(id)", "{{a}}!{{b}}#{{c}}",
      "${OAUTH2_PROXY_JWT_KEY}",
    ] {
      #expect(holds(.reference, text), "\(text)")
    }
  }

  @Test func `few random texts read like words`() {
    #expect(share(.words, alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", length: 16) < 0.012)
    #expect(share(.words, alphabet: alphanumerics, length: 20) < 0.012)
  }

  @Test func `random text of all usual alphabets is seen to be random`() {
    #expect(share(.random, alphabet: alphanumerics, length: 16) > 0.97)
    #expect(share(.random, alphabet: alphanumerics, length: 32) > 0.99)
    #expect(share(.random, alphabet: "0123456789abcdef", length: 32) > 0.98)
    #expect(share(.random, alphabet: "abcdefghijklmnopqrstuvwxyz234567", length: 32) > 0.97)
  }

  @Test(arguments: [
    "password", "letmein123", "Welcome1", "applicationController", "my-app-tls-cert-2024", "12345678", "aaaaaaaaaaaa",
    "2024-11-25T10:00", "hunter2", "correct-horse-battery-staple", "com.acme.service.Impl", "test1234", "changeit",
    "user@acme.dev",
  ]) func `what a person writes is not random`(text: String) {
    #expect(!holds(.random, text))
  }

  @Test(arguments: [
    "YWRtaW46aHVudGVyMg==", "bWU6eA==", "dXNlcjpww6Rzcw==",
  ])
  func `base64 of a name and a password is seen`(text: String) {
    #expect(holds(.basicCredentials, text))
  }

  @Test(arguments: [
    "YWRtaW4=", "authentication", "Operations", "YWRtaW46", "a:b", "", "AAECAwQFBgc=",
  ])
  func `base64 of anything else is not taken for credentials`(text: String) {
    #expect(!holds(.basicCredentials, text))
  }

  @Test(arguments: [
    "exg-5204", "u9#kd2Lq", "zeuwm56976", "9xK4vbQz7w", "4fb45da9e4ab4ddeb7580d6a35503d99", "",
  ]) func `what shows no word is not guessable`(text: String) {
    #expect(!holds(.guessable, text))
  }

  @Test(arguments: [
    "hunter2", "password123", "changeme", "p4ssw0rd", "s3cr3t", "am@z1ng_p@ssw0rd#!", "welcome1", "T0pS3cr3t", "42password",
    "Summer2019!", "correct-horse-battery", "test@1234", "qwer1234", "1qaz2wsx", "kjfhueyt9485osdfasdkljfh4lkjhakldjfh",
    "YS1naXQtdG9rZW4=", "YWxpY2U6c2VjcmV0LXBhc3N3ZA==", "dXNlcjp4", "cGFzc3dvcmQxMjMK", "Y2hhbmdlbWUNCg==",
  ]) func `what a person thought of is guessable, also spelled with digits or in base64`(text: String) {
    #expect(holds(.guessable, text))
  }

  @Test func `random text is seldom guessable`() {
    #expect(share(.guessable, alphabet: alphanumerics, length: 10) < 0.08)
    #expect(share(.guessable, alphabet: alphanumerics, length: 16) < 0.03)
    #expect(share(.guessable, alphabet: alphanumerics, length: 40) < 0.002)
    #expect(share(.guessable, alphabet: "0123456789abcdef", length: 32) < 0.005)
    #expect(share(.guessable, alphabet: "abcdefghijklmnopqrstuvwxyz234567", length: 32) < 0.005)
  }

  @Test func `only the password decides whether credentials are guessable`() {
    #expect(holds(.guessableCredentials, "YWRtaW46aHVudGVyMg=="))
    #expect(holds(.guessableCredentials, "bWU6eA=="))
    #expect(!holds(.guessableCredentials, "YWRtaW46" + "OXhLNHZiUXo3dw=="))
    #expect(!holds(.guessableCredentials, "YWRtaW4="))
  }
}
