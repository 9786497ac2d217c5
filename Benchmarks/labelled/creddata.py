"""The lines that Samsung/CredData labels, out of clones of the repositories it names (https://github.com/Samsung/CredData).

CredData holds metadata only: a repository, a commit, a hash of the path, lines, columns, and whether people believe that a credential stands
there. Credentials are replaced (see disguise.py) before a file is written. Files keep their own paths, which scanners take into account.
"""
import binascii
import csv
import hashlib
import io
import json
import os
import re
import subprocess
from collections import defaultdict

from .disguise import disguised, disguised_block
from .label import Label


def git(repository, *arguments):
    return subprocess.run(["git", "--git-dir", repository, *arguments], capture_output=True, check=False).stdout


def clone(mirrors, owner, name):
    """The git directory of a clone below `mirrors`, or None."""
    for folder in (f"{owner}+{name}/repo/.git", f"{owner}+{name}/repo", f"{owner}/{name}.git", f"{owner}/{name}/.git"):
        path = os.path.join(mirrors, folder)
        if os.path.exists(os.path.join(path, "HEAD")):
            return path
    return None


def part(owner, name):
    """Rules are tuned on one half of the repositories; the other half is only measured."""
    return "held-out" if hashlib.sha256(f"{owner}/{name}".encode()).digest()[0] & 1 else "tuned"


def assemble(mirrors, target):
    """Writes the files below `target`; returns their labels, and the repositories of which no clone has the commit."""
    metadata = clone(mirrors, "Samsung", "CredData")
    if metadata is None:
        raise SystemExit(f"no clone of Samsung/CredData below {mirrors}; see --help")
    labels, missing = [], []
    for key, address in json.loads(git(metadata, "show", "HEAD:snapshot.json")).items():
        owner, name = address.rstrip("/").split("/")[-2:]
        repository = clone(mirrors, owner, name)
        if repository is None or git(repository, "cat-file", "-t", key[:40]).strip() != b"commit":
            missing.append(f"{owner}/{name}")
            continue
        number = f"{binascii.crc32(binascii.unhexlify(key)):08x}"
        rows = csv.DictReader(io.StringIO(git(metadata, "show", f"HEAD:meta/{number}.csv").decode()))
        labels += write(repository, key[:40], owner, name, list(rows), target)
    return labels, missing


def write(repository, commit, owner, name, rows, target):
    by_file = defaultdict(list)
    for row in rows:
        by_file[row["FileID"]].append(row)
    labels = []
    for path in git(repository, "ls-tree", "-r", "-z", "--name-only", commit).decode("utf-8", "surrogateescape").split("\0"):
        found = by_file.get(hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:8])
        if not path or not found:
            continue
        content = git(repository, "show", f"{commit}:{path}").decode("utf-8", "surrogateescape")
        content = re.sub("\r(?!\n)", "\n", content)  # for the labels a lone carriage return ends a line, for scanners it does not
        place = os.path.join(part(owner, name), f"{owner}+{name}", path)
        os.makedirs(os.path.dirname(os.path.join(target, place)), exist_ok=True)
        with open(os.path.join(target, place), "wb") as out:
            out.write(hidden(content, found, owner + name).encode("utf-8", "surrogateescape"))
        labels += [Label(place, int(row["LineStart"]), int(row["LineEnd"]), row["GroundTruth"] == "T", row["Category"],
                         part(owner, name)) for row in found]
    return labels


def hidden(content, rows, salt):
    """The text with its credentials disguised."""
    lines = content.split("\n")
    secret = [row for row in rows if row["GroundTruth"] == "T"]
    for row in sorted(secret, key=lambda row: (int(row["LineStart"]), int(row["ValueStart"] or 0)), reverse=True):
        first, last = int(row["LineStart"]) - 1, int(row["LineEnd"]) - 1
        start, end = int(row["ValueStart"] or 0), int(row["ValueEnd"] or -1)
        if last >= len(lines):
            continue
        if first < last:
            lines[first:last + 1] = [disguised_block(line, salt) for line in lines[first:last + 1]]
        elif 0 <= start < end:
            line = lines[first]
            lines[first] = line[:start] + disguised(line[start:end], salt) + line[end:]
        else:
            lines[first] = disguised_block(lines[first], salt)
    return "\n".join(lines)
