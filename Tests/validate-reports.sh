#!/bin/sh
# Validates the reports that the tests left in .build/reports: JSON against the official schemas where there are any, XML for being
# well formed; and the files for CI services. check-jsonschema comes from PyPI into .build/venv.
set -eu
cd "$(dirname "$0")/.."
venv=.build/venv
reports=.build/reports
if [ ! -x "$venv/bin/check-jsonschema" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet check-jsonschema
fi

check() {
  echo "$2 reports against $1"
  "$venv/bin/check-jsonschema" --schemafile "$1" "$reports/ordinary.$2" "$reports/clean.$2" "$reports/hostile.$2" "$reports/huge.$2"
}

check Tests/Schemas/sarif-2.1.0.json sarif
check docs/report.schema.json json
"$venv/bin/check-jsonschema" --schemafile docs/report.schema.json "$reports/allowed.json"
check Tests/Schemas/rdjson/DiagnosticResult.json rdjson
check Tests/Schemas/gitlab-secret-detection-15.0.7.min.schema.json gitlab
check Tests/Schemas/codequality.schema.json gitlab-codequality

python3 - "$reports"/*.junit "$reports"/*.checkstyle <<'PYTHON'
import sys, xml.etree.ElementTree as tree
for name in sys.argv[1:]:
    root = tree.parse(name).getroot()
    assert root.tag in ("testsuites", "checkstyle"), name
    if root.tag == "testsuites":
        suite = root[0]
        assert int(suite.get("tests")) == len(suite) >= 1, name
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure")), name
print(len(sys.argv) - 1, "XML reports are well formed")
PYTHON
"$venv/bin/check-jsonschema" --builtin-schema vendor.github-actions action.yml
"$venv/bin/check-jsonschema" --builtin-schema vendor.gitlab-ci hooks/keyhound.gitlab-ci.yml
