#!/bin/sh
# Validates the reports that the tests left in .build/reports against their official schemas.
# check-jsonschema comes from PyPI into .build/venv.
set -eu
cd "$(dirname "$0")/.."
venv=.build/venv
if [ ! -x "$venv/bin/check-jsonschema" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet check-jsonschema
fi
ls .build/reports/*.sarif .build/reports/*.json >/dev/null
"$venv/bin/check-jsonschema" --schemafile Tests/Schemas/sarif-2.1.0.json .build/reports/*.sarif
"$venv/bin/check-jsonschema" --schemafile docs/report.schema.json .build/reports/*.json
