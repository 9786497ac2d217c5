#!/usr/bin/env python3
"""Writes docs/catalogue.md, the list of all rules, from the files in rules/; with --check it only says whether the list is current."""
import pathlib
import sys
import tomllib

root = pathlib.Path(__file__).resolve().parent.parent
target = root / "docs/catalogue.md"


def cell(text):
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def link(rule, key):
    address = rule.get(key, "")
    return f"[{key}]({address})" if address.startswith("https://") and not set(address) & set(" ()|<>") else ""


def text():
    files = [(path.stem, tomllib.loads(path.read_text())) for path in sorted((root / "rules").glob("*.toml"))]
    rules = sorted((rule | {"file": stem} for stem, parsed in files for rule in parsed.get("rules", [])), key=lambda rule: rule["id"])
    lines = [
        "# The catalogue",
        "",
        f"{len(rules)} rules in {len(files)} files, written from `rules/` by `make catalogue`. `keyhound rules show ID` says more of each.",
        "",
        "| rule | finds | severity | confidence | |",
        "|---|---|---|---|---|",
    ]
    for rule in rules:
        links = ", ".join(filter(None, [link(rule, "source"), link(rule, "revoke")]))
        name = f"[`{rule['id']}`](../rules/{rule['file']}.toml)"
        lines.append(f"| {name} | {cell(rule['description'])} | {rule['severity']} | {rule['confidence']} | {links} |")
    return "\n".join(lines) + "\n"


if sys.argv[1:] == ["--check"]:
    if not target.exists() or target.read_text() != text():
        sys.exit("docs/catalogue.md does not say what is in rules/: run `make catalogue`")
else:
    target.write_text(text())
