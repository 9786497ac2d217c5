#!/usr/bin/env python3
"""Measures what keyhound finds in pictures: draws a set with random keys in them, scans it, and prints tables.

  python3 Benchmarks/pictures.py PROGRAM [--count N] [--clean N] [--pictures-without-keys DIR ...] [--least SHARE]

What it needs: Pillow, Pygments and Matplotlib (pip install pillow pygments matplotlib), tesseract, and the typefaces of Debian's
fonts-dejavu-core and fonts-liberation. The same seed draws the same pictures; they lie in --work, which is emptied first, and no key is kept.

A key is found when a finding's rectangle covers at least a third of one of the key's lines, or lies in one by a third of its own width.
Every other finding in a drawn picture that is not on a key, and every finding in a picture without keys, is a false one.
The exit status is 1 when fewer than --least of the keys are found or more than --most-false findings are false.
"""
import argparse
import collections
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from drawn import faces, gallery, keys


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the keyhound to measure")
    parser.add_argument("--count", type=int, default=450, help="pictures with a key in each")
    parser.add_argument("--clean", type=int, default=120, help="pictures of texts without keys")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--kind", action="append", choices=list(keys.BY_NAME), help="only keys of this kind; may be repeated")
    parser.add_argument("--fonts", action="append", default=[], help="another folder with typefaces; more are drawn in then")
    parser.add_argument("--pictures-without-keys", nargs="*", default=[], metavar="DIR", help="folders in which every finding is false")
    parser.add_argument("--work", help="where the pictures are put; a temporary folder by default")
    parser.add_argument("--timed", type=int, default=15, help="pictures that are also scanned one at a time, for the clock")
    parser.add_argument("--least", type=float, default=0.98, help="the share of keys that has to be found")
    parser.add_argument("--most-false", type=int, default=0)
    parser.add_argument("--missed", action="store_true", help="list what was not found")
    return parser.parse_args()


def scan(program, path):
    """The findings by path, and how long the scan took."""
    start = time.monotonic()
    run = subprocess.run([program, "scan", "--images", "--images-timeout", "24h", "--format", "json", path], capture_output=True)
    seconds = time.monotonic() - start
    if run.returncode not in (0, 1):
        raise SystemExit(f"{program} ended with {run.returncode}: {run.stderr.decode(errors='replace')[:2000]}")
    report = json.loads(run.stdout)
    for issue in report["issues"]:
        print(f"{issue['path']}: {issue['message']}", file=sys.stderr)
    found = collections.defaultdict(list)
    for finding in report["findings"]:
        if finding["image"]:
            found[os.path.realpath(os.path.join(path, finding["path"]) if not os.path.isabs(finding["path"]) else finding["path"])].append(finding)
            found[os.path.basename(finding["path"])].append(finding)
    return found, seconds, report["coverage"]["images"]


def touches(finding, box):
    found = finding["image"]["box"]
    left, top, width, height = box
    common = min(found["x"] + found["width"], left + width) - max(found["x"], left)
    lines = min(found["y"] + found["height"], top + height) - max(found["y"], top)
    return lines > 0 and common * 3 > min(width, found["width"])


class Tally:
    """How many keys there are, and were found, by whatever they have in common."""

    def __init__(self):
        self.all = collections.Counter()
        self.found = collections.Counter()
        self.rules = collections.defaultdict(collections.Counter)
        self.missed = []
        self.false = []

    def judge(self, picture, findings):
        boxes = [box for _, places in picture.keys for box in places]
        on_key = [finding for finding in findings if any(touches(finding, box) for box in boxes)]
        self.false += [(picture.file, finding["ruleId"]) for finding in findings if finding not in on_key]
        if not boxes:
            return
        traits = ["all", f"kind: {picture.kind}", f"scene: {picture.scene}", f"scale: {picture.scale}×", f"format: {picture.form}",
                  f"shade: {'dark' if picture.dark else 'light'}"]
        for trait in traits:
            self.all[trait] += 1
            self.found[trait] += bool(on_key)
        for rule in {finding["ruleId"] for finding in on_key}:
            self.rules[f"kind: {picture.kind}"][rule] += 1
        if not on_key:
            self.missed.append(f"{picture.file}: {picture.kind}, {picture.scene}, {picture.scale}×, {picture.form}")

    @property
    def share(self):
        return self.found["all"] / self.all["all"] if self.all["all"] else 1

    def table(self):
        print("| | keys | found | | by |\n|---|---|---|---|---|")
        for trait in ["all", *sorted(set(self.all) - {"all"})]:
            rules = ", ".join(f"{rule} {count}" for rule, count in self.rules[trait].most_common(3))
            print(f"| {trait} | {self.all[trait]} | {self.found[trait]} | {100 * self.found[trait] / self.all[trait]:.1f} % | {rules} |")


def main():
    given = options()
    folder = given.work or tempfile.mkdtemp(prefix="keyhound-pictures-")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    try:
        return measure(given, folder)
    finally:
        if not given.work:
            shutil.rmtree(folder)


def measure(given, folder):
    typefaces = faces.Faces(("/usr/share/fonts", "/usr/local/share/fonts", *given.fonts), more=bool(given.fonts))
    kinds = [keys.BY_NAME[name] for name in given.kind] if given.kind else None
    pictures = gallery.with_keys(folder, given.count, typefaces, given.seed, kinds)
    pictures += gallery.without_keys(folder, given.clean, typefaces, given.seed)
    found, seconds, read = scan(given.program, folder)
    tally = Tally()
    for picture in pictures:
        tally.judge(picture, found[picture.file])
    tally.table()
    print(f"\n{len(pictures)} drawn pictures, {read} read: {len(tally.false)} false findings, {seconds / max(1, read):.2f} s a picture")
    false = list(tally.false)
    for place in given.pictures_without_keys:
        there, seconds, read = scan(given.program, place)
        rules = [(path, finding["ruleId"]) for path, findings in there.items() if os.path.isabs(path) for finding in findings]
        print(f"{place}: {read} pictures without keys, {len(rules)} findings, {seconds / max(1, read):.2f} s a picture")
        false += rules
    if given.timed:
        step = max(1, len(pictures) // given.timed)
        times = [scan(given.program, os.path.join(folder, picture.file))[1] for picture in pictures[::step][:given.timed]]
        print(f"one picture alone: median {statistics.median(times):.2f} s, slowest {max(times):.2f} s")
    for place, rule in false:
        print(f"false: {place}: {rule}")
    for line in tally.missed if given.missed else []:
        print(f"missed: {line}")
    return 0 if tally.share >= given.least and len(false) <= given.most_false else 1


if __name__ == "__main__":
    sys.exit(main())
