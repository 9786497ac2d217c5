#!/bin/sh
# Uses the HTML reports that the tests left in .build/reports in headless Chromium, where there is one; `make test-page` installs it.
set -eu
cd "$(dirname "$0")/.."
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$chromium" ]; then
  echo "no Chromium here: the HTML report has not been opened (make test-page does it)" >&2
  exit 0
fi
venv=.build/venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import websocket, axe_core_python' 2>/dev/null || "$venv/bin/pip" install --quiet websocket-client axe-core-python
"$venv/bin/python" Tests/check-page.py "$chromium"
