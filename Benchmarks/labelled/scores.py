"""Compares what a scanner found with the labels, line by line."""
from collections import defaultdict
from dataclasses import dataclass

# What CredData marks as true and yet opens no door by itself: names of things, and numbers used once.
IDENTIFIERS = {"UUID", "Nonce", "Salt", "AWS S3 Bucket", "Firebase Domain", "Tencent WeChat API App ID", "AWS Client ID"}
FAMILIES = [
    ("private keys", ("PEM Private Key", "JWK", "BASE64 Private Key", "BASE64 encoded PEM Private Key", "NKEY Seed", "SSH Private Key")),
    ("passwords in addresses", ("URL Credentials",)),
    ("authorization headers", ("Basic Authorization", "Bearer Authorization", "Auth", "Digest Authorization")),
    ("web tokens", ("JSON Web Token",)),
    ("passwords", ("Password", "SQL Password", "CMD Password", "CMD ConvertTo-SecureString")),
    ("secrets", ("Secret", "OTP / 2FA Secret", "Credential")),
    ("tokens", ("Token",)),
    ("keys", ("Key", "API")),
]


def family(category):
    kinds = set(category.split(":"))
    for name, members in FAMILIES:
        if kinds & set(members):
            return name
    return "identifiers" if kinds <= IDENTIFIERS else "of one vendor"


@dataclass
class Score:
    hit: int = 0        # secrets found
    missed: int = 0
    wrong: int = 0      # lines found that are labelled as no secret
    passed: int = 0     # such lines left alone

    @property
    def precision(self):
        return self.hit / (self.hit + self.wrong) if self.hit + self.wrong else None

    @property
    def recall(self):
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else None

    @property
    def f1(self):
        return 2 * self.hit / (2 * self.hit + self.wrong + self.missed) if self.hit else None


def places(labels):
    """One entry for each range of lines: a line with any secret in it is a secret's."""
    result = {}
    for label in labels:
        key = (label.path, label.first, label.last)
        known = result.get(key)
        if known is None or (label.is_secret and not known.is_secret):
            result[key] = label
    return list(result.values())


def score(labels, found, kind_of=family):
    """Scores by kind, with `all` for everything but identifiers, and the number of findings on lines without a label."""
    scores = defaultdict(Score)
    secret_lines = {(l.path, n) for l in labels if l.is_secret for n in range(l.first, l.last + 1)}
    for label in places(labels):
        if not label.is_secret and all((label.path, n) in secret_lines for n in range(label.first, label.last + 1)):
            continue
        is_found = any(first <= label.last and last >= label.first for first, last in found.get(label.path, ()))
        kind = kind_of(label.category)
        for name in (kind,) if kind == "identifiers" else (kind, "all"):
            count(scores[name], label.is_secret, is_found)
    return dict(scores), unlabelled(labels, found)


def count(score, is_secret, is_found):
    if is_secret:
        score.hit += is_found
        score.missed += not is_found
    else:
        score.wrong += is_found
        score.passed += not is_found


def unlabelled(labels, found):
    by_path = defaultdict(list)
    for label in labels:
        by_path[label.path].append((label.first, label.last))
    return sum(not any(a <= last and b >= first for a, b in by_path[path]) for path in found if path in by_path for first, last in found[path])
