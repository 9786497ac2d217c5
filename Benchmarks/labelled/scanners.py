"""Runs scanners and brings what they say to one form: {path: [(first line, last line), ...]}."""
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict


def run(command, folder=None):
    result = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if result.returncode not in (0, 1, 2, 200, 205):
        sys.exit(f"{command[0]} ended with {result.returncode}: {result.stderr.decode(errors='replace')[-400:]}")
    return result.stdout


def collected(places, data):
    found = defaultdict(list)
    for path, first, last in places:
        full = path if os.path.isabs(path) else os.path.join(data, path)
        found[os.path.relpath(full, data)].append((first, last))
    return found


def keyhound(program, data, options=()):
    """Revealed, since a secret that is part of a path would be starred out there, and the file could not be told."""
    output = run([program, "scan", "--reveal", "--format", "jsonl", *options, data])
    entries = [json.loads(line) for line in output.splitlines()]
    if not entries:
        sys.exit(f"{program} reported nothing at all, not even what it covered; try it by hand")
    return collected([(e["path"], e["startLine"], e["endLine"]) for e in entries if "ruleId" in e], data)


def gitleaks(program, data):
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report.json")
        run([program, "dir", "--no-banner", "--log-level", "error", "--redact", "--report-format", "json", "--report-path", report, data])
        with open(report) as text:
            return collected([(e["File"], e["StartLine"], e["EndLine"]) for e in json.load(text)], data)


def kingfisher(program, data):
    """Never with validation: nobody's key is tried out."""
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report.json")
        run([program, "scan", "--no-validate", "--no-update-check", "--no-ignore", "--no-dedup", "--redact", "--git-history", "none",
             "--format", "json", "--output", report, data])
        with open(report) as text:
            entries = json.load(text)
    entries = entries["findings"] if isinstance(entries, dict) else entries
    return collected([place(e["finding"]) for e in entries], data)


def place(finding):
    return finding["path"], finding["line"], finding["line"] + finding.get("snippet", "").rstrip("\n").count("\n")


def detect_secrets(program, data):
    output = json.loads(run([program, "scan", "--all-files", "--no-verify", "."], folder=data))
    return collected(
        [(path, e["line_number"], e["line_number"]) for path, found in output["results"].items() for e in found], data)
