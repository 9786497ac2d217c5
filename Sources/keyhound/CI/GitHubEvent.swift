import FoundationEssentials

/// The part that matters of the file that GitHub Actions describes an event in.
struct GitHubEvent: Decodable {
  private var pullRequest: PullRequest?
  private var mergeGroup: MergeGroup?
  private var before: String?
  private var repository: Repository?

  private struct PullRequest: Decodable {
    var base: Side
    var head: Side
  }

  private struct Side: Decodable {
    var sha: String
    var ref: String
  }

  private struct MergeGroup: Decodable {
    var baseSHA: String
    var headSHA: String

    private enum CodingKeys: String, CodingKey {
      case baseSHA = "base_sha"
      case headSHA = "head_sha"
    }
  }

  private struct Repository: Decodable {
    var defaultBranch: String?

    private enum CodingKeys: String, CodingKey { case defaultBranch = "default_branch" }
  }

  private enum CodingKeys: String, CodingKey {
    case pullRequest = "pull_request"
    case mergeGroup = "merge_group"
    case before, repository
  }

  /// The event this program runs for.
  static func current() throws(CommandFailure) -> GitHubEvent {
    guard let path = Terminal.variable("GITHUB_EVENT_PATH") else {
      throw CommandFailure("GITHUB_EVENT_PATH is not set, so the event is unknown; give the commit to start from with --base")
    }
    do {
      return try JSONDecoder().decode(GitHubEvent.self, from: Data(contentsOf: URL(filePath: path)))
    } catch {
      throw CommandFailure(
        "\(path) is not the description of an event that GitHub writes; give the commit to start from with --base")
    }
  }

  var change: CIChange {
    let branch = repository?.defaultBranch
    if let pullRequest {
      let (base, head) = (pullRequest.base, pullRequest.head)
      return CIChange(head: head.sha, targets: [.branch(base.ref), .commit(base.sha)], defaultBranch: branch)
    }
    if let mergeGroup {
      return CIChange(head: mergeGroup.headSHA, targets: [.commit(mergeGroup.baseSHA)], defaultBranch: branch)
    }
    return CIChange(previous: before, defaultBranch: branch)
  }
}
