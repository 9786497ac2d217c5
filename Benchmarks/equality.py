#!/usr/bin/env python3
"""Holds `keyhound git` against itself without deltas, and against a plain reading of the history by git.

    Benchmarks/equality.py REPOSITORY...

The reference knows nothing of packs: git lists every blob under every path it ever had, `git cat-file --batch` hands them out, they are
written into folders, and `keyhound scan` searches those. All three must find the same secrets, by the same rules, under the same paths, as
often. Objects that are missing must be missing for all. Leaves with 1 when anything differs.
"""
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile

KEYHOUND = os.path.abspath(os.environ.get("KEYHOUND", os.path.join(os.path.dirname(__file__), "../.build/release/keyhound")))
ENVIRONMENT = {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1"}


def git(repository, *arguments):
    return subprocess.run(["git", "-C", repository, *arguments], env=ENVIRONMENT, stdout=subprocess.PIPE, check=True).stdout


def keyhound(folder, configuration, *arguments):
    command = [KEYHOUND, *arguments, "--format", "json", "--reveal", "--quiet", "--no-allow", "--min-confidence", "low", "--config", configuration]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1, 2) or not done.stdout:
        sys.exit(f"{' '.join(command)}: {done.stderr.decode()}")
    return json.loads(done.stdout)


def history(repository, configuration, *options):
    """What is found, in full, and the objects that are said to be missing."""
    report = keyhound(repository, configuration, "git", ".", *options)
    findings = [json.dumps(finding, sort_keys=True) for finding in report["findings"]]
    return report, findings, sorted(issue["message"] for issue in report["issues"])


def places(repository):
    """Every blob under every path at which some commit has it, and what references name directly."""
    found = set()
    log = git(repository, "log", "--all", "HEAD", "-m", "--root", "--raw", "--no-abbrev", "--no-renames", "-z", "--format=")
    fields = log.split(b"\0")
    for header, path in zip(fields, fields[1:]):
        header = header.lstrip(b"\n")
        if header.startswith(b":"):
            mode, blob, status = header.split(b" ")[1], header.split(b" ")[3], header.split(b" ")[4]
            if status[:1] != b"D" and mode != b"160000":
                found.add((path, blob))
    for line in git(repository, "for-each-ref", "--format=%(refname) %(objecttype) %(objectname)").splitlines():
        name, kind, blob = line.split(b" ")
        if kind == b"blob":
            found.add((name, blob))
    return found


class Contents:
    """Blobs by `git cat-file --batch`."""

    def __init__(self, repository):
        present = git(repository, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)", "--unordered")
        self.present = set(present.split())
        self.process = subprocess.Popen(
            ["git", "-C", repository, "cat-file", "--batch"], env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __getitem__(self, blob):
        self.process.stdin.write(blob + b"\n")
        self.process.stdin.flush()
        size = int(self.process.stdout.readline().split()[2])
        content = self.process.stdout.read(size)
        self.process.stdout.read(1)
        return content


def lay_out(found, contents, root):
    """Writes the first version of each path into one folder, the second into the next, and so on."""
    versions = collections.Counter()
    missing = set()
    for path, blob in sorted(found):
        if blob not in contents.present:
            missing.add(blob.decode())
            continue
        content = contents[blob]
        while True:
            place = os.path.join(os.fsencode(root), b"%d" % versions[path], path)
            versions[path] += 1
            try:
                os.makedirs(os.path.dirname(place), exist_ok=True)
                with open(place, "xb") as file:
                    file.write(content)
                break
            except (FileExistsError, NotADirectoryError, IsADirectoryError):
                continue  # a folder here was a file there
    return missing


def key(finding):
    return finding["ruleId"], finding["secret"], finding["path"]


def reference(repository, configuration):
    """How often each secret is found under each path, and what is missing."""
    root = tempfile.mkdtemp()
    try:
        found = places(repository)
        missing = lay_out(found, Contents(repository), root)
        counts = collections.Counter()
        for layer in sorted(os.listdir(root), key=int):
            for finding in keyhound(os.path.join(root, layer), configuration, "scan", ".")["findings"]:
                counts[key(finding)] += 1
        return counts, missing, len(found)
    finally:
        shutil.rmtree(root)


def compare(repository, configuration):
    delta, findings, issues = history(repository, configuration)
    _, whole, whole_issues = history(repository, configuration, "--no-delta")
    plain, missing, count = reference(repository, configuration)
    told = collections.Counter()
    for finding in delta["findings"]:
        if not finding["path"].startswith("<"):
            told[key(finding)] += finding.get("occurrences", 1)
    silent = {blob for blob in missing if not any(blob in issue for issue in issues)}
    same = findings == whole and issues == whole_issues and told == plain and not silent
    coverage = delta["coverage"]
    print(f"{repository}: {coverage['commits']} commits, {coverage['blobs']} blobs, {count} places, {len(findings)} findings, "
          f"{sum(told.values())} occurrences, {len(missing)} missing: {'same' if same else 'DIFFERENT'}", flush=True)
    if not same:
        explain(findings, whole, issues, whole_issues, told, plain, silent)
    return same


def explain(findings, whole, issues, whole_issues, told, plain, silent):
    for name, left, right in [("finding", findings, whole), ("issue", issues, whole_issues)]:
        print(f"  {len(set(left) - set(right))} {name}s only with deltas, {len(set(right) - set(left))} only without")
    for rule, secret, path in list((told - plain) | (plain - told))[:20]:
        place = rule, secret, path
        print(f"  {rule} in {path}, {secret[:4]}…: {told[place]} times in the history, {plain[place]} in the reference")
    if silent:
        print(f"  nothing is said of {len(silent)} missing objects")


def main():
    with tempfile.NamedTemporaryFile(suffix=".toml") as configuration:
        return 0 if all([compare(os.path.abspath(path), configuration.name) for path in sys.argv[1:]]) else 1


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) > 1 else __doc__)
