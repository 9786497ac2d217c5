#!/bin/sh
# Validates the reports that the tests left in .build/reports: JSON against the official schemas where there are any, XML against
# schemas of ours; and the files for CI services. check-jsonschema and lxml come from PyPI into .build/venv.
set -eu
cd "$(dirname "$0")/.."
venv=.build/venv
reports=.build/reports
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
[ -x "$venv/bin/check-jsonschema" ] || "$venv/bin/pip" install --quiet check-jsonschema
"$venv/bin/python" -c 'import lxml' 2>/dev/null || "$venv/bin/pip" install --quiet lxml

check() {
  echo "$2 reports against $1"
  "$venv/bin/check-jsonschema" --schemafile "$1" "$reports/ordinary.$2" "$reports/clean.$2" "$reports/hostile.$2" "$reports/huge.$2" "$reports/pictures.$2"
}

check Tests/Schemas/sarif-2.1.0.json sarif
check docs/report.schema.json json
"$venv/bin/check-jsonschema" --schemafile docs/report.schema.json "$reports/allowed.json"
check Tests/Schemas/rdjson/DiagnosticResult.json rdjson
check Tests/Schemas/gitlab-secret-detection-15.0.7.min.schema.json gitlab
check Tests/Schemas/codequality.schema.json gitlab-codequality

for name in ordinary clean hostile huge pictures; do
  for format in jsonl csv github markdown text html gitleaks; do
    [ -s "$reports/$name.$format" ] || { echo "there is no $name $format report" >&2; exit 1; }
  done
done
"$venv/bin/python" - "$reports" <<'PYTHON'
import collections, csv, json, sys
from lxml import etree

folder = sys.argv[1]
runs = ("ordinary", "clean", "hostile", "huge", "pictures")
findings = {"ordinary": 4, "clean": 0, "hostile": 1, "huge": 30_000, "pictures": 3}
parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
for kind in ("junit", "checkstyle"):
    schema = etree.XMLSchema(etree.parse(f"Tests/Schemas/{kind}.xsd"))
    for run in runs:
        report = etree.parse(f"{folder}/{run}.{kind}", parser)
        schema.assertValid(report)
        if kind == "junit":
            suite = report.getroot()[0]
            counts = collections.Counter(child.tag for case in suite for child in case)
            assert int(suite.get("tests")) == len(suite), run
            assert int(suite.get("failures")) == counts["failure"] == findings[run], run
            assert int(suite.get("errors")) == counts["error"], run
        else:
            errors = [error for error in report.iter("error") if not error.get("source").startswith("keyhound.coverage.")]
            assert len(errors) == findings[run], run
    # A schema that takes anything proves nothing.
    broken = etree.parse(f"{folder}/ordinary.{kind}", parser)
    next(broken.iter("failure", "error")).set("surprise", "x")
    assert not schema.validate(broken), kind
    print(f"{kind} reports against Tests/Schemas/{kind}.xsd\nok -- validation done")

for run in runs:
    rows = list(csv.reader(open(f"{folder}/{run}.csv", newline="", encoding="utf-8")))
    assert sum(row[0] == "finding" for row in rows) == findings[run] and len({len(row) for row in rows}) == 1, run
    lines = open(f"{folder}/{run}.jsonl", encoding="utf-8").read().split("\n")
    objects = [json.loads(line) for line in lines[:-1]]
    assert lines[-1] == "" and "coverage" in objects[-1] and sum("ruleId" in each for each in objects) == findings[run], run
    assert len(json.load(open(f"{folder}/{run}.gitleaks", encoding="utf-8"))) == findings[run], run
    sarif = json.load(open(f"{folder}/{run}.sarif", encoding="utf-8"))
    assert len(sarif["runs"][0]["results"]) == min(findings[run], 25_000), run
    assert len(open(f"{folder}/{run}.markdown", encoding="utf-8").read().encode()) <= 65_536, run
    assert sum(line.startswith("::") for line in open(f"{folder}/{run}.github", encoding="utf-8")) <= 30, run
print("CSV, JSON Lines, gitleaks, SARIF, Markdown and GitHub reports hold what they should")
PYTHON
"$venv/bin/check-jsonschema" --builtin-schema vendor.github-actions action.yml
"$venv/bin/check-jsonschema" --builtin-schema vendor.gitlab-ci hooks/keyhound.gitlab-ci.yml
